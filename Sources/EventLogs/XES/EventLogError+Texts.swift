public import Workflows

extension EventLogError: CustomStringConvertible {
  /// The mistake in English, with the file and line.
  public var description: String { description(in: .english) }

  /// The mistake in a language, with the file and line before it.
  public func description(in language: DiagnosticLanguage) -> String {
    let place = line.map { "\(file):\($0)" } ?? file
    let separator = language == .english ? ": " : "："
    return place + separator + message(in: language)
  }

  /// What is wrong and what was expected.
  public func message(in language: DiagnosticLanguage) -> String {
    switch language {
    case .english: english
    case .simplifiedChinese: chinese
    }
  }

  private var english: String {
    switch problem {
    case .unreadable(let reason): "the log cannot be read (\(reason))"
    case .notInstalled(let library, let package):
      "\(library) is not installed, which reads event logs; install it with: apt-get install \(package)"
    case .empty: "the file is empty; an event log (XES, plain or gzip) was expected"
    case .notXML: "this is no XML; an event log (XES, plain or gzip) was expected"
    case .malformed(let reason): "the XML is wrong or ends early: \(reason)"
    case .truncatedCompression:
      "the compressed data end early; the file was cut off, fetch it again"
    case .damagedCompression: "the compressed data are damaged; fetch the file again"
    case .notALog(let tag): "the first tag is <\(tag)>; <log> was expected (XES 1.0, IEEE 1849)"
    case .documentType:
      "a document type declaration (<!DOCTYPE>) is refused; an event log needs none"
    case .longProlog(let limit): "no tag in the first \(limit) bytes; <log> was expected"
    case .tooDeep(let limit): "tags are nested more than \(limit) deep"
    case .longValue(let key, let limit): "the value of \(key) is longer than \(limit) bytes"
    case .manyAttributes(let limit): "more than \(limit) attributes on one event or case"
    case .misplaced(let tag, let parent): "<\(tag)> cannot stand in <\(parent)>"
    case .missingPart(let tag, let part): "<\(tag)> has no \(part)=\"…\""
    case .badValue(let key, let value, let type): "\(key) is “\(value)”; a \(type) was expected"
    }
  }

  private var chinese: String {
    switch problem {
    case .unreadable(let reason): "无法读取日志（\(reason)）"
    case .notInstalled(let library, let package):
      "未安装读取事件日志所需的 \(library)；请安装：apt-get install \(package)"
    case .empty: "文件为空；应为事件日志（XES，可用 gzip 压缩）"
    case .notXML: "不是 XML；应为事件日志（XES，可用 gzip 压缩）"
    case .malformed(let reason): "XML 有误或不完整：\(reason)"
    case .truncatedCompression: "压缩数据不完整，文件被截断，请重新获取"
    case .damagedCompression: "压缩数据已损坏，请重新获取文件"
    case .notALog(let tag): "首个标签是 <\(tag)>；应为 <log>（XES 1.0，IEEE 1849）"
    case .documentType: "拒绝文档类型声明（<!DOCTYPE>）；事件日志不需要它"
    case .longProlog(let limit): "前 \(limit) 字节内没有标签；应为 <log>"
    case .tooDeep(let limit): "标签嵌套超过 \(limit) 层"
    case .longValue(let key, let limit): "\(key) 的值超过 \(limit) 字节"
    case .manyAttributes(let limit): "一个事件或案件的属性超过 \(limit) 个"
    case .misplaced(let tag, let parent): "<\(tag)> 不能出现在 <\(parent)> 中"
    case .missingPart(let tag, let part): "<\(tag)> 缺少 \(part)=\"…\""
    case .badValue(let key, let value, let type): "\(key) 的值是“\(value)”，应为 \(type)"
    }
  }
}
