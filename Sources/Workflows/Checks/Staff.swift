/// The people of `people:`, each with the roles they have.
struct Staff {
  /// One of them.
  struct Person {
    var name: String
    var roles: Set<String>
  }

  var people: [Person]

  /// The people who have one of these roles, by their place in the file.
  func members(of roles: [String]) -> Set<Int> {
    Set(people.indices.filter { !people[$0].roles.isDisjoint(with: roles) })
  }

  /// The roles with who has them: `supervisor (li, zhao)`.
  func words(for roles: [String]) -> String {
    roles.map { role in
      let names = people.filter { $0.roles.contains(role) }.map(\.name)
      return "\(role) (\(names.joined(separator: ", ")))"
    }.joined(separator: ", ")
  }
}

extension ProcedureChecks {
  /// Reads `people:`; nil when there is none, or when something is wrong with it.
  func readStaff() -> Staff? {
    guard let node = root["people"], let pairs = reading.mapping(node) else { return nil }
    let roles = workflow.roles.map(\.name)
    var people: [Staff.Person] = []
    var isSound = true
    for (key, value) in pairs {
      var held: Set<String> = []
      if value.items?.isEmpty == true { reading.report(.emptyText, at: value.location) }
      for item in reading.oneOrMore(value) ?? [] {
        guard let role = reading.text(item) else {
          isSound = false
          continue
        }
        if !roles.contains(role) {
          reading.reportUnknown(.unknownRole, role, at: item.location, among: roles)
          isSound = false
        } else if !held.insert(role).inserted {
          reading.report(.repeatedName, at: item.location, role)
        }
      }
      people.append(Staff.Person(name: key.text ?? "", roles: held))
    }
    return isSound ? Staff(people: people) : nil
  }
}
