extension Diagnostic {
  /// The stable code of a diagnostic. The arguments are listed in order after the colon.
  public enum Code: String, CaseIterable, Sendable {
    // Reading the text.

    /// The source is longer than allowed: the limit in bytes.
    case sourceTooLong = "source_too_long"
    /// Sub-expressions nest deeper than allowed: the limit.
    case tooDeep = "too_deep"
    /// There are more sub-expressions than allowed, derived facts written out: the limit.
    case tooLarge = "too_large"
    /// There is nothing to read.
    case emptyExpression = "empty_expression"
    /// A character that starts nothing: the character.
    case unexpectedCharacter = "unexpected_character"
    /// A text without its closing quote.
    case unterminatedText = "unterminated_text"
    /// An escape that does not exist: the escape.
    case badEscape = "bad_escape"
    /// A whole number outside 64 bits: the number.
    case numberOutOfRange = "number_out_of_range"
    /// A decimal with more than 18 digits before or 9 after the point: the number.
    case decimalOutOfRange = "decimal_out_of_range"
    /// Something else was needed here: what was found, what was needed.
    case unexpectedToken = "unexpected_token"
    /// The text ends too early: what was needed.
    case unexpectedEnd = "unexpected_end"
    /// A word CEL keeps for itself: the word.
    case reservedWord = "reserved_word"

    // Names and types.

    /// No such name: the name, the nearest declared name or nothing.
    case unknownName = "unknown_name"
    /// No such field: the field, the row, the nearest field or nothing.
    case unknownField = "unknown_field"
    /// No such function: the function, the nearest function or nothing.
    case unknownFunction = "unknown_function"
    /// No such choice: the text, the nearest choice or nothing, the choices.
    case unknownChoice = "unknown_choice"
    /// The operands do not fit the operator: the operator, the types found.
    case wrongOperands = "wrong_operands"
    /// The arguments do not fit the function: the function, the types found, how it is used.
    case wrongArguments = "wrong_arguments"
    /// Another type was needed: the type needed, the type found.
    case wrongType = "wrong_type"
    /// The two answers of `?:` have different types: the types.
    case differentTypes = "different_types"
    /// A field of something that has none: the field, the type.
    case notARow = "not_a_row"
    /// An item or a macro of something that is not a list: the operation, the type.
    case notAList = "not_a_list"
    /// The first argument of a macro is not a plain name: the macro.
    case macroVariable = "macro_variable"
    /// `has` of something that is not a field.
    case hasNeedsField = "has_needs_field"
    /// An argument that has to be written out: the function, what to write.
    case needsLiteral = "needs_literal"
    /// A text that cannot be read as asked: the text, the function.
    case badLiteral = "bad_literal"
    /// A product with more than 9 digits after the point: the digits.
    case scaleTooLarge = "scale_too_large"
    /// Rows have no order and no equality: the operator.
    case rowComparison = "row_comparison"

    // What the profile leaves out of CEL.

    /// `null`.
    case noNull = "no_null"
    /// A number with an exponent, or `double(…)`.
    case noDouble = "no_double"
    /// An unsigned number, or `uint(…)`.
    case noUint = "no_uint"
    /// A byte string, or `bytes(…)`.
    case noBytes = "no_bytes"
    /// `dyn(…)`.
    case noDyn = "no_dyn"
    /// `type(…)`.
    case noTypeOf = "no_type_of"
    /// `matches`.
    case noMatches = "no_matches"
    /// A list of several types: the types.
    case mixedList = "mixed_list"
    /// A map literal.
    case noMap = "no_map"
    /// A message literal: its name.
    case noMessage = "no_message"
    /// An optional field or item.
    case noOptional = "no_optional"
    /// A time part in a named zone: the function.
    case noZone = "no_zone"
    /// A text turned into a number: the function.
    case noTextToNumber = "no_text_to_number"
    /// An order of booleans: the operator.
    case noBoolOrder = "no_bool_order"
    /// A text with the character U+0000.
    case noNulCharacter = "no_nul_character"
  }
}
