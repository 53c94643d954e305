import Engine
import EventLogs
import Workflows

/// A log of cases, each a list of events: name, role, time, and attributes of its own.
func log(_ cases: [(name: String, events: [Event])]) -> EventLogSource {
  var text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<log xes.version=\"1.0\">\n"
  text += "<extension name=\"Concept\" prefix=\"concept\" uri=\"http://example.org/concept\"/>\n"
  for (name, events) in cases {
    text += "<trace>\n<string key=\"concept:name\" value=\"\(name)\"/>\n"
    for event in events { text += event.xml }
    text += "</trace>\n"
  }
  return source(text + "</log>\n")
}

struct Event {
  var name: String
  var role = "CLERK"
  var time = "2026-03-02T09:00:00+01:00"
  var amount: String?

  var xml: String {
    let amount = amount.map { "<string key=\"Amount\" value=\"\($0)\"/>\n" } ?? ""
    return """
      <event>
      <string key="concept:name" value="\(name)"/>
      <string key="org:role" value="\(role)"/>
      <date key="time:timestamp" value="\(time)"/>
      \(amount)</event>

      """
  }
}

func source(_ text: String) -> EventLogSource { .bytes(Array(text.utf8), name: "log.xes") }

/// All of a log, or why it cannot be read.
func readAll(_ source: EventLogSource, keys: Set<String>? = nil) throws -> [LogItem] {
  let reader = try EventLogReader(source, keys: keys)
  var items: [LogItem] = []
  while let item = try reader.next() { items.append(item) }
  return items
}

/// What is wrong with a log; nil when it can be read.
func problem(_ source: EventLogSource) -> EventLogError? {
  do {
    _ = try readAll(source)
    return nil
  } catch {
    return error as? EventLogError
  }
}

/// A request that a clerk files, a head decides, and a cashier pays.
let requestFile = """
  casework: 1
  workflow: request
  version: 1
  number: RQ
  label: {en: Request, zh-Hans: 申请}
  calendar: days
  roles:
    clerk: {en: Clerk, zh-Hans: 文员}
    head: {en: Head, zh-Hans: 主管}
    cashier: {en: Cashier, zh-Hans: 出纳}
  form:
    amount: {type: money, min: 1, label: {en: Amount, zh-Hans: 金额}}
    note: {type: text, label: {en: Note, zh-Hans: 备注}}
  start: draft
  states:
    draft: {label: {en: Draft, zh-Hans: 草稿}}
    filed: {label: {en: Filed, zh-Hans: 已提交}}
    allowed: {label: {en: Allowed, zh-Hans: 已同意}}
    paid: {ends: paid, label: {en: Paid, zh-Hans: 已付}}
  actions:
    file:
      label: {en: File, zh-Hans: 提交}
      from: draft
      to: filed
      role: clerk
      fill: [amount, note]
    decide:
      label: {en: Decide, zh-Hans: 决定}
      from: filed
      to: allowed
      role: head
      distinct_from: [file]
      when:
        - small: form.amount <= 100.00
          say: {en: The amount is above 100., zh-Hans: 金额超过 100}
    pay:
      label: {en: Pay, zh-Hans: 支付}
      from: allowed
      to: paid
      role: cashier
  """

let requestMap = """
  casework_map: 1
  workflow: request
  zone: Europe/Amsterdam
  events:
    Filed: file
    Decided: decide
    Paid: pay
    Mail sent: {ignore: {en: Letters are no steps., zh-Hans: 信件不是步骤}}
  roles:
    CLERK: clerk
    HEAD: head
    CASHIER: cashier
    MISSING: unknown
  persons: by_role
  absent: [UNKNOWN]
  fields:
    amount: {key: Amount, round: {scale: 2, mode: half_up}}
    note: {assume: none}
  undecided:
    distinct_from: {en: Everybody has one name., zh-Hans: 所有人同名}
    applicant: {en: The log names no applicant., zh-Hans: 日志未记录申请人}
  """

/// Something the tests need could not be read; the diagnostics say why.
struct Unreadable: Error {
  var reasons: [String]
}

func requestWorkflow() throws -> Workflow {
  let (workflow, diagnostics) = WorkflowReader.read(
    bytes: Array(requestFile.utf8), file: "request.yaml")
  guard let workflow else { throw Unreadable(reasons: diagnostics.map { $0.render() }) }
  return workflow
}

func map(_ text: String = requestMap) throws -> ReplayMap {
  let (map, diagnostics) = ReplayMapReader.read(
    bytes: Array(text.utf8), file: "map.yaml", for: try requestWorkflow())
  guard let map else { throw Unreadable(reasons: diagnostics.map { $0.render() }) }
  return map
}

func replay(_ source: EventLogSource, map text: String = requestMap) throws -> ReplayReport {
  let calendar = Calendar(name: "days", zone: .utc, weekend: [.saturday, .sunday])
  let procedure = Procedure(workflow: try requestWorkflow(), calendar: calendar)
  return try Replay(procedure: procedure, map: try map(text)).run(source)
}

/// One case that runs as the workflow has it.
let goodCase = [
  Event(name: "Filed", amount: "34.33634285099345"),
  Event(name: "Decided", role: "HEAD", time: "2026-03-03T09:00:00+01:00"),
  Event(name: "Paid", role: "CASHIER", time: "2026-03-04T09:00:00+01:00"),
]
