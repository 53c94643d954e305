internal import CEL
internal import Workflows

/// The names that guards read.
extension Judge {
  func makeBindings() -> Row {
    var row = Row()
    row["form"] = .row(fields)
    row["applicant"] = .row(snapshot.applicant)
    row["today"] = .date(snapshot.today)
    row["now"] = .timestamp(snapshot.now)
    row["checks"] = .list(
      snapshot.checks.map { ["name": .string($0.name), "result": .string($0.result)] })
    row["docs"] = .row(documents)
    row["did"] = .row(deeds)
    row["money"] = .row(money)
    row["case"] = .row(facts)
    row["lookup"] = .row(snapshot.lookups)
    return row
  }

  private var documents: Row {
    var row = Row()
    for document in workflow.documents {
      let held = snapshot.documents[document.name]
      var entry: Row = [
        "received": .bool(held?.isReceived ?? false), "waived": .bool(held?.isWaived ?? false),
      ]
      entry["issued_on"] = held?.issuedOn.map(Value.date)
      row[document.name] = .row(entry)
    }
    return row
  }

  private var deeds: Row {
    var row = Row()
    for name in ["open"] + workflow.actions.map(\.name) {
      let done = snapshot.entries.filter { $0.isDoing(name) && !$0.isRecalled }
      var entry: Row = ["count": .int(Int64(done.count))]
      entry["by"] = (done.last?.login).map(Value.string)
      entry["at"] = (done.last?.at).map(Value.timestamp)
      row[name] = .row(entry)
    }
    return row
  }

  private var money: Row {
    var row = Row()
    row["reserved"] = snapshot.money.outstanding.value
    row["committed"] = snapshot.money.committed.value
    row["sent"] = snapshot.money.sent.value
    row["paid"] = snapshot.money.paid.value
    return row
  }

  private var facts: Row {
    var row: Row = ["number": .string(snapshot.number), "round": .int(Int64(snapshot.visit))]
    row["opened_on"] = procedure.calendar.date(of: snapshot.openedAt).map(Value.date)
    row["entered_on"] = procedure.calendar.date(of: snapshot.enteredAt).map(Value.date)
    return row
  }
}
