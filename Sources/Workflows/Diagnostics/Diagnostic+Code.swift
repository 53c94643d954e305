extension Diagnostic {
  /// What is wrong; the raw value is the stable name that messages show.
  public enum Code: String, Hashable, Sendable, CaseIterable {
    // MARK: The file and its YAML

    /// The file is larger than the limit: the limit in bytes.
    case fileTooLarge = "WF001"
    /// The bytes are not UTF-8: the offset of the first wrong byte.
    case notUTF8 = "WF002"
    /// A character that no text file needs: its number.
    case controlCharacter = "WF003"
    /// There is nothing in the file.
    case emptyFile = "WF004"
    /// The YAML cannot be read: what the parser says.
    case yamlSyntax = "WF005"
    /// Nested too deep: the limit.
    case tooDeep = "WF006"
    /// Too many values: the limit.
    case tooManyValues = "WF007"
    /// An anchor, an alias or a merge key: what was written.
    case anchor = "WF008"
    /// A tag: what was written.
    case tag = "WF009"
    /// The same key twice in one mapping: the key, the line of the first.
    case duplicateKey = "WF010"
    /// A second document or a directive.
    case secondDocument = "WF011"
    /// A key that is not a plain name.
    case complexKey = "WF012"
    /// A word that YAML 1.1 reads as yes or no: the word.
    case ambiguousWord = "WF013"
    /// A word that YAML reads as nothing: the word.
    case nullWord = "WF014"
    /// A comma or bracket inside braces ended an expression.
    case commaInBraces = "WF020"
    /// `: ` inside an expression without quotes.
    case colonInExpression = "WF021"
    /// ` #` began a comment inside an expression.
    case commentInExpression = "WF022"
    /// An expression without quotes starts with `!`.
    case leadingExclamation = "WF023"
    /// An expression without quotes of its own starts with a quote.
    case leadingQuote = "WF024"

    // MARK: Keys and values

    /// No such key: the key, where, the nearest key or nothing.
    case unknownKey = "WF101"
    /// A key is missing: the key, where.
    case missingKey = "WF102"
    /// Something else was needed: what was needed, what was found.
    case wrongShape = "WF103"
    /// Not a name: what was written.
    case badName = "WF104"
    /// Not one of the words allowed: the word, the nearest or nothing, the words.
    case unknownWord = "WF105"
    /// Not a whole number: what was written.
    case badWholeNumber = "WF106"
    /// Not a decimal number: what was written, the digits allowed after the point.
    case badDecimal = "WF107"
    /// Out of bounds: the number, the least, the most.
    case outOfBounds = "WF108"
    /// Not a period: what was written.
    case badPeriod = "WF109"
    /// Not a date: what was written.
    case badDate = "WF110"
    /// Not a language tag: what was written.
    case badLanguage = "WF111"
    /// A text is empty.
    case emptyText = "WF112"
    /// A name the product keeps for itself: the name.
    case reservedName = "WF113"
    /// A key that this type of field does not have: the key, the type.
    case keyDoesNotFit = "WF114"
    /// The least is more than the most: the least, the most.
    case minAboveMax = "WF115"
    /// A pattern outside the common subset: what is wrong with it.
    case badPattern = "WF116"
    /// The same name twice in one list: the name.
    case repeatedName = "WF117"
    /// Two keys that exclude each other: the keys.
    case keysExclude = "WF118"
    /// Not a number prefix: what was written.
    case badPrefix = "WF119"
    /// Not a currency that can be used: what was written.
    case badCurrency = "WF120"

    // MARK: Names

    /// No such role: the role, the nearest or nothing.
    case unknownRole = "WF201"
    /// No such state: the state, the nearest or nothing.
    case unknownState = "WF202"
    /// No such phase: the phase, the nearest or nothing.
    case unknownPhase = "WF203"
    /// No such field: the field, the nearest or nothing.
    case unknownField = "WF204"
    /// No such action: the action, the nearest or nothing.
    case unknownAction = "WF205"
    /// No such document: the document, the nearest or nothing.
    case unknownDocument = "WF206"
    /// No such message: the message, the nearest or nothing.
    case unknownMessage = "WF207"
    /// No such check: the check, the nearest or nothing.
    case unknownCheck = "WF208"
    /// No such fact: the fact, the nearest or nothing.
    case unknownFact = "WF209"
    /// Facts that need each other: their names in a circle.
    case factCycle = "WF210"
    /// The field is of another type: the field, the type wanted, the type found.
    case wrongFieldType = "WF211"

    // MARK: The procedure

    /// An action leaves a final state: the action, the state.
    case finalStateLeft = "WF301"
    /// An action that nobody may take: the action.
    case nobodyActs = "WF302"
    /// A list of targets without `otherwise`: the action.
    case otherwiseMissing = "WF303"
    /// A target after `otherwise`.
    case otherwiseNotLast = "WF304"
    /// A band's limit is not above the one before: the limit, the one before.
    case bandsNotRising = "WF305"
    /// A band without limit before the last.
    case openBandNotLast = "WF306"
    /// A state that no path reaches: the state.
    case unreachableState = "WF307"
    /// A state that is not final and that no action leaves: the state.
    case deadEnd = "WF308"
    /// Something that a final state cannot have: the key, the state.
    case finalStateHas = "WF309"
    /// A deadline with no consequence: the state.
    case deadlineWithoutEnd = "WF310"
    /// A deadline's action is not the clock's: the action.
    case thenNotClock = "WF311"
    /// A deadline's action is not possible in this state: the action, the state.
    case thenNotHere = "WF312"
    /// An action of the clock that no deadline takes: the action.
    case clockActionUnused = "WF313"
    /// No state ends a case.
    case noFinalState = "WF314"
    /// A reminder not shorter than its deadline: the reminder, the deadline.
    case remindTooLong = "WF315"
    /// `needed_when` on a check that opens with the case: the check.
    case neededWhenAtStart = "WF316"
    /// `new` among states.
    case newAmongStates = "WF317"
    /// An amount that is not money: its type.
    case amountNotMoney = "WF318"
    /// The step is for what is reserved, not for an amount: the step.
    case stepNeedsReserved = "WF319"
    /// A step for what was sent names something else: the step.
    case stepNeedsSent = "WF323"
    /// A money step of somebody else: the step, who takes the action, whose step it is.
    case stepOfAnother = "WF324"
    /// Not the time that a benefit lasts: what was written.
    case badBenefitLength = "WF325"
    /// A benefit is ended that no action of the file grants: the action.
    case benefitNeverGranted = "WF326"
    /// `tiers.by` is not a number: its type.
    case tierNotNumber = "WF320"
    /// The start state ends a case: the state.
    case startIsFinal = "WF321"
    /// A placeholder in a message that cannot be filled: the placeholder.
    case badPlaceholder = "WF322"

    // MARK: Tests

    /// No such test: the test, the nearest or nothing.
    case unknownTest = "WF390"
    /// Tests that are like one another: the test.
    case testCircle = "WF391"
    /// A step that is not understood: what is wrong with it.
    case badStep = "WF392"
    /// Nobody of this name in the test: the name, the nearest or nothing.
    case unknownPerson = "WF393"
    /// A value that the field's type cannot hold: the field, what was wanted.
    case valueDoesNotFit = "WF394"
    /// No rule of this name can refuse the step: the rule, the nearest or nothing.
    case unknownRule = "WF395"
    /// A test without a clock: the test.
    case clockMissing = "WF396"
    /// Not a date and time: what was written.
    case badClock = "WF397"
    /// No action uses this fund: the fund, the nearest or nothing.
    case unknownFund = "WF398"

    // MARK: Sentences under `always:`

    /// Not one of the six sentences: what was written.
    case unknownSentence = "WF370"
    /// A sentence that names one action on both sides: the action.
    case sentenceNamesTwice = "WF371"
    /// A path reaches the state without the action: the state, the action, the path in English and
    /// in Chinese.
    case pathMissesAction = "WF372"
    /// The action is done by a person it must not be done by: the state, the action, the other deed,
    /// the path in English and in Chinese.
    case pathHasOnePerson = "WF373"
    /// Both happen in one case: the actions, the path in English and in Chinese.
    case bothHappen = "WF374"
    /// An action happens more often: the action, the limit, the path in English and in Chinese.
    case happensTooOften = "WF375"
    /// The expression is not always true there: the state, the expression, the path in English and in
    /// Chinese.
    case doesNotHold = "WF376"
    /// A case that can no longer end: the state, the path in English and in Chinese.
    case cannotFinish = "WF377"
    /// A case may stay without a deadline: the state, what is missing, the path in English and in
    /// Chinese.
    case staysUnwatched = "WF378"
    /// It cannot be decided: what is missing, in English and in Chinese.
    case cannotDecide = "WF379"
    /// Too many situations to decide it: the limit.
    case tooLargeToDecide = "WF380"

    // MARK: What is proved of a procedure

    /// A rule that holds for no values of its fields: the rule.
    case ruleNeverTrue = "WF330"
    /// A rule that holds for all values of its fields: the rule.
    case ruleAlwaysTrue = "WF331"
    /// An amount that no band decides: the amount, the values, the highest limit.
    case tiersGap = "WF332"
    /// A band that no amount falls into: its limit or nothing.
    case bandNeverReached = "WF333"
    /// A target that the conditions before it leave nothing: the state.
    case targetNeverReached = "WF334"
    /// A question that depends on a part that is not understood: the question, the part.
    case notDecided = "WF335"
    /// Something reads a field that may be empty then: the field, the reader, the path, the actions on
    /// it, the action that could fill it.
    case fieldMayBeEmpty = "WF336"
    /// What an action judged can change before money moves: the field, the action that judged it, the
    /// action that changes it, the action that pays, whether that is then refused.
    case approvalGoesStale = "WF337"
    /// Guards of one action that never hold together: the action, the guards.
    case guardsContradict = "WF338"
    /// The one person who may act is never named before: the action, the field.
    case onlyNeverNamed = "WF339"
    /// The one person who may act is barred: the action, the field, what bars them.
    case onlyIsBarred = "WF340"
    /// An action that opens after the clock has moved the case on: the action, its period, the state,
    /// the deadline, the clock's action.
    case opensTooLate = "WF341"
    /// A state from which no case ends: the state, the states it can still reach.
    case noWayToFinish = "WF342"
    /// A case ends with money reserved: the action, the state, the path.
    case reservationKept = "WF343"
    /// A step for what is reserved where nothing is: the step, the action, the path.
    case nothingReserved = "WF344"
    /// Money taken back where none was paid: the action, the path.
    case nothingPaid = "WF345"
    /// None of the people has the role: the action or check, the roles.
    case nobodyHasRole = "WF346"
    /// Too few of the people are left for an action: the action, how many it needs, the roles with who
    /// has them, what bars them, the path, a role.
    case nobodyLeft = "WF347"
    /// A step for what was sent where nothing is: the step, the action, the path.
    case nothingSent = "WF348"
    /// A case ends with a live benefit although nothing was paid: the action, the state, the path.
    case benefitKept = "WF349"

    // MARK: Warnings

    /// A language is missing: the language.
    case missingTranslation = "WF401"
    /// A role that nothing names: the role.
    case unusedRole = "WF402"
    /// A field that no action fills: the field.
    case unusedField = "WF403"
    /// A document that no action asks for: the document.
    case unusedDocument = "WF404"
    /// A message that no action sends: the message.
    case unusedMessage = "WF405"

    // MARK: Calendars

    /// No such zone: the zone.
    case unknownZone = "WF501"
    /// A working day that is not in a weekend: the date.
    case workingNotWeekend = "WF502"
    /// A day that is both a holiday and a working day: the date.
    case holidayAndWorking = "WF503"
    /// Every day of the week is a weekend.
    case noWorkingDays = "WF504"

    // MARK: Expressions

    /// A mistake the guard language found; the identifier names which.
    case guardMistake = "WF900"

    /// Whether the file can be used all the same.
    public var severity: Severity {
      switch self {
      case .missingTranslation, .unusedRole, .unusedField, .unusedDocument, .unusedMessage,
        .notDecided:
        .warning
      default: .error
      }
    }
  }
}
