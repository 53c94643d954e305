import Testing
import Workflows

@Suite struct PeriodTests {
  @Test(arguments: [
    (Period(10, .businessDays), "10 business days"), (Period(60, .days), "60 days"),
    (Period(2, .hours), "2 hours"),
  ])
  func `a period reads as the file writes it`(period: Period, text: String) {
    #expect(period.description == text)
  }
}
