import CEL
public import Engine
import History
import Workflows

extension Session {
  /// The rules of an installed definition: the file as it was installed, read again.
  ///
  /// - Parameter name: the file's digest in hexadecimal, or a procedure's name for its newest
  ///   version.
  /// - Throws: `misunderstood` when there is none; `damaged` when the stored file cannot be read.
  public func procedure(_ name: String) throws(CasebookError) -> Procedure {
    let installed = try installed(name)
    let bytes = Array((installed["source"]?.text ?? "").utf8)
    guard
      let workflow = WorkflowReader.read(
        bytes: bytes, file: name, isProved: false
      ).workflow
    else {
      throw .damaged("the stored file of \(name) cannot be read", detail: .object([]))
    }
    return Procedure(workflow: workflow, calendar: try calendar(installed["calendar"] ?? .null))
  }

  /// The bytes of an installed workflow file, by digest or by the procedure's name.
  public func definitionSource(_ name: String) throws(CasebookError) -> [UInt8] {
    Array((try installed(name)["source"]?.text ?? "").utf8)
  }

  private func installed(_ name: String) throws(CasebookError) -> JSON {
    let isDigest = SHA256Hash(hex: name) != nil
    return try call("casework.workflow_source", isDigest ? [name, nil] : [nil, name])
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
    let names = (json["weekend"]?.elements ?? []).compactMap(\.text)
    return Calendar(
      name: name, zone: zone, weekend: Weekday.allCases.filter { names.contains($0.name) },
      holidays: days(json["holidays"]), working: days(json["working"]))
  }

  private func days(_ json: JSON?) -> [Calendar.Day] {
    (json?.members ?? []).compactMap { member in
      CalendarDate(member.key).map { date in
        let texts = (member.value.members ?? []).compactMap { label in
          label.value.text.map { Label.Text(language: label.key, text: $0) }
        }
        return Calendar.Day(date: date, label: Label(texts))
      }
    }
  }
}
