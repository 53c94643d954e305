extension CEL {
  /// Prints an expression in one layout: single quotes, one blank around binary operators, and only
  /// the parentheses it needs. Parsing the result gives the same expression.
  public static func print(_ expression: Expression) -> String {
    Printer.text(expression.root, minimum: 0)
  }
}
