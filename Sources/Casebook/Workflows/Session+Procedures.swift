import CEL
public import Engine
import History
import Postgres
import Workflows

extension Session {
  /// The rules of an installed definition: the file as it was installed, read again.
  ///
  /// - Parameter name: the file's digest in hexadecimal, or a procedure's name for its newest
  ///   version.
  /// - Throws: `misunderstood` when there is none; `damaged` when the stored file cannot be read.
  public func procedure(_ name: String) throws(CasebookError) -> Procedure {
    let installed = try call("casework.definition_text", [name])
    guard let source = installed["source"]?.text.flatMap({ Bytea(text: "\\x\($0)".utf8) }),
      let workflow = WorkflowReader.read(bytes: source.bytes, file: name).workflow
    else {
      throw .damaged("the stored file of \(name) cannot be read", detail: .object([]))
    }
    return Procedure(workflow: workflow, calendar: try calendar(installed["calendar"] ?? .null))
  }

  /// The bytes of an installed workflow file, by digest or by the procedure's name.
  public func definitionSource(_ name: String) throws(CasebookError) -> [UInt8] {
    let installed = try call("casework.definition_text", [name])
    return installed["source"]?.text.flatMap { Bytea(text: "\\x\($0)".utf8) }?.bytes ?? []
  }

  private func calendar(_ json: JSON) throws(CasebookError) -> Calendar {
    // A definition that counts no business day may name no calendar.
    guard !json.isNull else {
      return Calendar(name: "none", zone: .utc, weekend: [])
    }
    guard let name = json["name"]?.text,
      let zone = json["zone"]?.text.flatMap({ Zone.named($0) })
    else {
      throw .damaged("a stored calendar cannot be read", detail: json)
    }
    var holidays: [Calendar.Day] = []
    var working: [Calendar.Day] = []
    for day in json["days"]?.elements ?? [] {
      guard let parts = day.elements, parts.count == 3,
        let date = parts[0].text.flatMap({ CalendarDate($0) })
      else { continue }
      let texts = (parts[2].members ?? []).compactMap { member in
        member.value.text.map { Label.Text(language: member.key, text: $0) }
      }
      let named = Calendar.Day(date: date, label: Label(texts))
      if parts[1].text == "holiday" { holidays.append(named) } else { working.append(named) }
    }
    let weekend = (json["weekend"]?.elements ?? []).compactMap { number in
      number.int64.flatMap { Weekday(rawValue: Int($0)) }
    }
    return Calendar(
      name: name, zone: zone, weekend: weekend, holidays: holidays, working: working)
  }
}
