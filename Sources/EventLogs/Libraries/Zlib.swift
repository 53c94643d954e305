internal import CZlib

/// The part of zlib that inflates gzip (RFC 1952).
struct Zlib {
  typealias Step = @convention(c) (UnsafeMutablePointer<z_stream>) -> Int32

  private let begin:
    @convention(c) (
      UnsafeMutablePointer<z_stream>, Int32, UnsafePointer<CChar>, Int32
    ) -> Int32
  let inflate: @convention(c) (UnsafeMutablePointer<z_stream>, Int32) -> Int32
  let reset: Step
  let end: Step

  init(_ file: String = "libz.so.1") throws(SharedLibrary.Missing) {
    let library = try SharedLibrary(file, library: "zlib", package: "zlib1g")
    begin = try library.function(
      "inflateInit2_",
      as: (@convention(c) (
        UnsafeMutablePointer<z_stream>, Int32, UnsafePointer<CChar>, Int32
      ) -> Int32).self)
    inflate = try library.function(
      "inflate", as: (@convention(c) (UnsafeMutablePointer<z_stream>, Int32) -> Int32).self)
    reset = try library.function("inflateReset", as: Step.self)
    end = try library.function("inflateEnd", as: Step.self)
  }

  /// Begins to inflate gzip and nothing else.
  func beginGzip(_ stream: UnsafeMutablePointer<z_stream>) -> Int32 {
    // 15 is the largest window; 16 more makes zlib read gzip and nothing else.
    begin(stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
  }
}
