import EventLogs
import Testing

struct RoundingTests {
  @Test(arguments: [
    ("34.33634285099345", "34.34"), ("34.335", "34.34"), ("34.334999999999999999999", "34.33"),
    ("-0.005", "-0.01"), ("-0.004", "0.00"), ("7", "7.00"), ("007.1", "7.10"), ("99.995", "100.00"),
    ("1.5E-3", "0.00"), ("1.25e2", "125.00"), ("+3.456", "3.46"), (".5", "0.50"),
    ("982873.81499999999999999999999999", "982873.81"),
  ])
  func `half up rounds on the digits, a half away from zero`(text: String, rounded: String) {
    #expect(Rounding(scale: 2, mode: .halfUp).apply(to: text) == rounded)
  }

  @Test(arguments: [
    (Rounding.Mode.halfEven, "0.125", "0.12"), (.halfEven, "0.135", "0.14"),
    (.halfEven, "0.1250001", "0.13"), (.down, "0.129", "0.12"), (.down, "-0.129", "-0.12"),
  ])
  func `half even and down`(mode: Rounding.Mode, text: String, rounded: String) {
    #expect(Rounding(scale: 2, mode: mode).apply(to: text) == rounded)
  }

  @Test(arguments: ["", "-", ".", "12a", "1.2.3", "1e", "1e999", "UNKNOWN", "NaN", "１"])
  func `what is no number is not rounded`(text: String) {
    #expect(Rounding(scale: 2, mode: .halfUp).apply(to: text) == nil)
  }
}
