/// Separation of duties against the people there are: on every way somebody is left for every action.
extension ProcedureChecks {
  func checkStaff() {
    guard let staff = readStaff(), !staff.people.isEmpty else { return }
    checkRoles(staff)
    for action in workflow.actions where action.by == .person {
      guard !action.distinctFrom.isEmpty || action.isSigned else { continue }
      checkSeparation(action, staff)
    }
  }

  /// Somebody has every role that something needs.
  private func checkRoles(_ staff: Staff) {
    func check(_ what: String, _ roles: [String], _ location: SourceLocation) {
      guard !roles.isEmpty, staff.members(of: roles).isEmpty else { return }
      reading.report(
        .nobodyHasRole, at: location, what, roles.joined(separator: ", "),
        staff.people[0].name,
        (staff.people[0].roles.sorted() + roles.prefix(1)).joined(separator: ", "))
    }
    for state in workflow.states {
      if let role = state.deadline?.escalateTo, let deadline = state.deadline {
        check("\(state.name).deadline", [role], deadline.location)
      }
      for held in state.checks { check("check \(held.name)", [held.role], held.location) }
    }
    for deadline in workflow.deadlines {
      if let role = deadline.escalateTo { check(deadline.name, [role], deadline.location) }
    }
    for action in workflow.actions where action.by == .person {
      guard let tiers = action.tiers else {
        check(action.name, action.roles, action.location)
        continue
      }
      for band in tiers.bands {
        let groups = band.each ? band.roles.map { [$0] } : [band.roles]
        for roles in groups { check(action.name, roles, band.location) }
      }
    }
  }

  private func checkSeparation(_ action: Workflow.Action, _ staff: Staff) {
    let duties = Duties(workflow, staff, for: action)
    // Where nobody has a role at all, that was said.
    guard duties.isStaffed else { return }
    let bands: [Workflow.Band?] = action.tiers.map { $0.bands.map { $0 } } ?? [nil]
    for band in bands {
      var failure: (place: Int, state: String)?
      var known: [Duties.Done: Bool?] = [:]
      var isDecided = true
      let paths = CasePaths(graph, remembering: duties.start, limit: 6_000, cost: duties.cost) {
        taken, place, index, target in
        if failure != nil { return nil }
        let done = duties.done(place.memory, taken, leaving: place.state, to: target)
        guard taken.name == action.name else { return done }
        if known[done] == nil { known[done] = .some(duties.canBeMet(done, band, effort)) }
        switch known[done] ?? nil {
        case true?: break
        case false?: failure = (index, target)
        case nil: isDecided = false
        }
        return done
      }
      if let failure {
        report(action, band, staff, paths, failure)
      } else if !isDecided {
        effort.cut()
      }
    }
  }

  private func report(
    _ action: Workflow.Action, _ band: Workflow.Band?, _ staff: Staff,
    _ paths: CasePaths<Duties.Done>, _ failure: (place: Int, state: String)
  ) {
    let roles = band?.roles ?? action.roles
    let need = band.map { $0.each ? $0.roles.count : $0.people } ?? action.people
    reading.report(
      .nobodyLeft, at: band?.location ?? action.location, action.name, "\(need)",
      staff.words(for: roles), action.distinctFrom.map(\.description).joined(separator: ", "),
      paths.path(to: failure.place, then: (action.name, failure.state)),
      roles.first ?? "")
  }
}
