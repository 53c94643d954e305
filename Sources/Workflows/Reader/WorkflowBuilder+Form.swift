internal import CEL

extension WorkflowBuilder {
  private static let commonKeys = [
    "type", "label", "optional", "private", "required_when", "check",
  ]
  static let limitKeys = ["min", "max", "pattern", "of", "min_rows", "max_rows", "role"]
  private static let columnKeys = ["type", "label", "optional", "min", "max", "pattern", "of"]
  static let types = [
    "text", "choice", "yes_no", "integer", "money", "date", "datetime", "duration", "rows", "list",
    "staff",
  ]
  /// The most digits after the point of `decimal(s)`.
  private static let maximumScale = 9

  /// The fields of `form:` with their types; their guards come later, when the names are known.
  func formFields() -> [Workflow.Field] {
    guard let node = root["form"], let pairs = reading.mapping(node) else { return [] }
    return pairs.compactMap { key, value in
      guard let name = reading.name(key),
        let fields = reading.fields(
          value, "form.\(name)", keys: Self.commonKeys + Self.limitKeys, required: ["type"],
          at: key.location)
      else { return nil }
      return field(name, fields, at: key.location)
    }
  }

  private func field(
    _ name: String, _ fields: Fields, at location: SourceLocation
  ) -> Workflow.Field? {
    guard let node = fields["type"], let type = fieldType(node, fields) else { return nil }
    let (isPrivate, readers) = privacy(fields["private"], of: name)
    return Workflow.Field(
      name: name, label: reading.optionalLabel(fields["label"], languages: languages), type: type,
      isOptional: fields["optional"].flatMap(reading.bool) ?? false,
      isPrivate: isPrivate, readers: readers, isSigned: false, location: location)
  }

  /// `private: true`, or `private: {roles: [claims_reviewer]}` for these roles' eyes alone.
  private func privacy(_ node: YAMLNode?, of name: String) -> (Bool, readers: [String]?) {
    guard let node else { return (false, nil) }
    guard node.pairs != nil else { return (reading.bool(node) ?? false, nil) }
    guard
      let fields = reading.fields(
        node, "form.\(name).private", keys: ["roles"], required: ["roles"], at: node.location)
    else { return (true, nil) }
    return (true, fields["roles"].map(roles))
  }

  private func fieldType(_ node: YAMLNode, _ fields: Fields) -> Workflow.FieldType? {
    guard let written = reading.text(node) else { return nil }
    if let scale = Self.scale(of: written) {
      refuseKeys(fields, but: ["min", "max"], type: written)
      let (min, max) = decimalLimits(fields, scale: scale)
      return .decimal(scale: scale, min: min, max: max)
    }
    guard let type = typeName(written, node) else { return nil }
    switch type {
    case "text":
      refuseKeys(fields, but: ["max", "pattern"], type: type)
      let max = fields["max"].flatMap { reading.count($0, in: 1...20_000) }
      return .text(
        maxLength: max ?? Workflow.FieldType.standardTextLength,
        pattern: fields["pattern"].flatMap(pattern))
    case "choice":
      refuseKeys(fields, but: ["of"], type: type)
      return required("of", fields).flatMap(choices).map { .choice($0) }
    case "integer":
      refuseKeys(fields, but: ["min", "max"], type: type)
      let min = fields["min"].flatMap { reading.wholeNumber($0) }
      let max = fields["max"].flatMap { reading.wholeNumber($0) }
      compare(min, max, fields)
      return .integer(min: min, max: max)
    case "money":
      refuseKeys(fields, but: ["min", "max"], type: type)
      let (min, max) = decimalLimits(fields, scale: 2)
      return .money(min: min, max: max)
    case "date":
      refuseKeys(fields, but: ["min", "max"], type: type)
      let min = fields["min"].flatMap(reading.date)
      let max = fields["max"].flatMap(reading.date)
      compare(min, max, fields)
      return .date(min: min, max: max)
    case "rows":
      refuseKeys(fields, but: ["of", "min_rows", "max_rows"], type: type)
      let (min, max) = rowLimits(fields)
      return required("of", fields).flatMap { columns($0, fields.place) }.map {
        .rows(columns: $0, min: min, max: max)
      }
    case "list":
      refuseKeys(fields, but: ["of", "min_rows", "max_rows"], type: type)
      let (min, max) = rowLimits(fields)
      return required("of", fields).flatMap(itemType).map { .list($0, min: min, max: max) }
    case "staff":
      refuseKeys(fields, but: ["role"], type: type)
      return required("role", fields).flatMap(role).map { .staff(role: $0) }
    default:
      refuseKeys(fields, but: [], type: type)
      return type == "yes_no" ? .yesNo : type == "datetime" ? .datetime : .duration
    }
  }

  private func typeName(_ written: String, _ node: YAMLNode) -> String? {
    if Self.types.contains(written) { return written }
    let usual = [
      "string": "text", "str": "text", "bool": "yes_no", "boolean": "yes_no", "int": "integer",
      "number": "decimal(2)", "decimal": "decimal(2)", "enum": "choice", "float": "decimal(2)",
      "timestamp": "datetime", "table": "rows", "array": "list", "amount": "money",
    ]
    let types = Self.types + ["decimal(2)"]
    reading.report(
      .unknownWord, at: node.location,
      [
        written, usual[written.lowercased()] ?? NearestName.of(written, in: types) ?? "",
        types.joined(separator: ", "),
      ])
    return nil
  }

  /// The digits after the point of `decimal(s)`.
  private static func scale(of type: String) -> Int? {
    guard type.hasPrefix("decimal("), type.hasSuffix(")") else { return nil }
    guard let scale = Int(type.dropFirst(8).dropLast()), (0...maximumScale).contains(scale),
      type == "decimal(\(scale))"
    else { return nil }
    return scale
  }

  private func refuseKeys(_ fields: Fields, but allowed: [String], type: String) {
    for key in Self.limitKeys where !allowed.contains(key) && fields.has(key) {
      reading.report(
        .keyDoesNotFit, at: fields.keyLocation(key), [key, type, allowed.joined(separator: ", ")])
    }
  }

  private func required(_ key: String, _ fields: Fields) -> YAMLNode? {
    if !fields.has(key) {
      reading.report(.missingKey, at: fields.keyLocation("type"), key, fields.place)
    }
    return fields[key]
  }

  private func decimalLimits(
    _ fields: Fields, scale: Int
  ) -> (min: ExactDecimal?, max: ExactDecimal?) {
    let min = fields["min"].flatMap { reading.decimal($0, scale: scale) }
    let max = fields["max"].flatMap { reading.decimal($0, scale: scale) }
    compare(min, max, fields)
    return (min, max)
  }

  private func rowLimits(_ fields: Fields) -> (min: Int?, max: Int?) {
    let min = fields["min_rows"].flatMap { reading.count($0, in: 0...10_000) }
    let max = fields["max_rows"].flatMap { reading.count($0, in: 1...10_000) }
    compare(min, max, fields, keys: ("min_rows", "max_rows"))
    return (min, max)
  }

  private func compare<Limit: Comparable>(
    _ min: Limit?, _ max: Limit?, _ fields: Fields, keys: (String, String) = ("min", "max")
  ) {
    guard let min, let max, max < min, let node = fields[keys.0] else { return }
    reading.report(
      .minAboveMax, at: node.location, node.text ?? "", fields[keys.1]?.text ?? "")
  }

  private func pattern(_ node: YAMLNode) -> String? {
    guard let text = reading.text(node) else { return nil }
    do {
      return try Pattern(text).source
    } catch {
      reading.report(.badPattern, at: node.location, error.message)
      return nil
    }
  }

  /// The choices of a field: a list of names, or names with labels.
  private func choices(_ node: YAMLNode) -> [NamedLabel]? {
    if node.pairs != nil {
      let labels = reading.namedLabels(node, languages: languages)
      if node.pairs?.isEmpty ?? true { reading.report(.emptyText, at: node.location) }
      return labels
    }
    guard let items = reading.list(node) else { return nil }
    if items.isEmpty { reading.report(.emptyText, at: node.location) }
    return unique(items).compactMap { item in
      reading.name(item).map { NamedLabel(name: $0, label: Label(), location: item.location) }
    }
  }

  /// The items without those that repeat an earlier one, which are reported.
  func unique(_ items: [YAMLNode]) -> [YAMLNode] {
    var seen: Set<String> = []
    return items.filter { item in
      guard let text = item.text else { return true }
      if seen.insert(text).inserted { return true }
      reading.report(.repeatedName, at: item.location, text)
      return false
    }
  }

  private func columns(_ node: YAMLNode, _ place: String) -> [Workflow.Field]? {
    guard let pairs = reading.mapping(node) else { return nil }
    if pairs.isEmpty { reading.report(.emptyText, at: node.location) }
    return pairs.compactMap { key, value in
      guard let name = reading.name(key),
        let fields = reading.fields(
          value, "\(place).\(name)", keys: Self.columnKeys, required: ["type"], at: key.location)
      else { return nil }
      if let type = fields["type"]?.text, ["rows", "list", "staff"].contains(type) {
        let allowed = Self.types.filter { !["rows", "list", "staff"].contains($0) }
        reading.report(
          .unknownWord, at: fields["type"]?.location ?? key.location,
          [type, "", allowed.joined(separator: ", ")])
        return nil
      }
      return field(name, fields, at: key.location)
    }
  }

  /// The type of a list's items: a plain type without limits.
  private func itemType(_ node: YAMLNode) -> Workflow.FieldType? {
    guard let written = reading.text(node) else { return nil }
    if let scale = Self.scale(of: written) { return .decimal(scale: scale, min: nil, max: nil) }
    switch written {
    case "text":
      return .text(maxLength: Workflow.FieldType.standardTextLength, pattern: nil)
    case "yes_no": return .yesNo
    case "integer": return .integer(min: nil, max: nil)
    case "money": return .money(min: nil, max: nil)
    case "date": return .date(min: nil, max: nil)
    default:
      let types = ["text", "yes_no", "integer", "money", "decimal(2)", "date"]
      reading.report(
        .unknownWord, at: node.location,
        [written, NearestName.of(written, in: types) ?? "", types.joined(separator: ", ")])
      return nil
    }
  }

  /// The fields with their `check` and `required_when`.
  func withGuards(
    _ fields: [Workflow.Field], _ fieldEnvironment: Environment
  ) -> [Workflow.Field] {
    fields.map { field in
      guard let node = root["form"]?[field.name] else { return field }
      var field = field
      if let check = node["check"] {
        field.check = guardExpression(check, expecting: .bool, in: fieldEnvironment)
      }
      if let condition = node["required_when"] {
        field.requiredWhen = guardExpression(condition, expecting: .bool)
        if field.isOptional {
          reading.report(.keysExclude, at: condition.location, "required_when", "optional")
        }
      }
      return field
    }
  }
}
