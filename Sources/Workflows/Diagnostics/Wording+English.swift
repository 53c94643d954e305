// Every message in English; `Wording+Chinese.swift` says the same in Simplified Chinese.

extension Wording {
  init(english code: Diagnostic.Code, _ arguments: [String]) {
    let a = Arguments(values: arguments)
    let meant = a[1].isEmpty ? "" : "did you mean \(a[1])?"
    self =
      switch code {
      case .fileTooLarge:
        Wording("the file is larger than \(a[0]) bytes", "a procedure fits in a few pages")
      case .notUTF8:
        Wording("the file is not UTF-8 text", "save it as UTF-8 in your editor")
      case .controlCharacter:
        Wording("the file contains the character \(a[0])", "delete it: it cannot be seen")
      case .emptyFile: Wording("there is nothing in the file")
      case .yamlSyntax: Wording("this is not YAML: \(a[0])", "check indentation and quotes")
      case .tooDeep: Wording("values nest more than \(a[0]) levels deep")
      case .tooManyValues: Wording("the file has more than \(a[0]) values")
      case .anchor:
        Wording(
          "\(a[0]) is YAML's way to repeat a part, which is not used here", "write the part out")
      case .tag:
        Wording("\(a[0]) is a YAML tag, which is not used here", "leave it out, or quote the text")
      case .duplicateKey:
        Wording("\(a[0]) stands here twice", "the first is on line \(a[1]); keep one")
      case .secondDocument:
        Wording("one file holds one document", "remove lines that start with --- or %")
      case .complexKey: Wording("a key is one plain name", "write key: value")
      case .ambiguousWord:
        Wording(
          "\(a[0]) means true or false to some YAML readers",
          "write true or false, or '\(a[0])' for the word")
      case .nullWord:
        Wording("\(a[0]) means nothing to YAML", "leave the key out, or write '\(a[0])'")
      case .commaInBraces:
        Wording(
          "inside { } and [ ] a comma or a bracket ends the value here",
          "put the whole expression in '…' and double each ' inside it")
      case .colonInExpression:
        Wording(
          "a colon followed by a blank begins a value in YAML",
          "put the whole expression in '…' and double each ' inside it")
      case .commentInExpression:
        Wording(
          "the expression ends here: a blank followed by # begins a comment",
          "put the whole expression in '…' and double each ' inside it")
      case .leadingExclamation:
        Wording(
          "an expression that starts with ! is a tag to YAML",
          "put the whole expression in '…', such as '!form.disabled'")
      case .leadingQuote:
        Wording(
          "an expression that starts with a quote ends at the next quote",
          "turn it round (form.cause == 'other'), or put all of it in '…' and double each '")

      case .unknownKey:
        Wording(
          "\(a[0]) is not a key of \(a[1])",
          a[2].isEmpty ? "it has \(a[3])" : "did you mean \(a[2])?")
      case .missingKey: Wording("\(a[1]) needs \(a[0])")
      case .wrongShape: Wording("\(a[0]) was expected, \(a[1]) was found")
      case .badName:
        Wording(
          "\(a[0]) is not a name",
          "a name has small letters a-z, digits and _, starts with a letter, and has at most 60")
      case .unknownWord:
        Wording(
          a[0].isEmpty ? "one of \(a[2]) was expected" : "\(a[0]) is not one of \(a[2])", meant)
      case .badWholeNumber:
        Wording(
          "\(a[0]) is not a whole number", "write digits only, without a leading 0, + or _")
      case .badDecimal:
        Wording(
          "\(a[0]) is not a number with at most \(a[1]) digits after the point",
          "write it like 1500 or 1500.00, without separators or exponent")
      case .outOfBounds:
        Wording(
          "\(a[0]) is not between \(a[1]) and \(a[2])", "write a number from \(a[1]) to \(a[2])")
      case .badPeriod:
        Wording(
          "\(a[0]) is not a period", "write 10 days, 10 business days or 2 hours")
      case .badDate: Wording("\(a[0]) is not a date", "write it like 2026-03-31")
      case .badLanguage:
        Wording("\(a[0]) is not a language", "write a tag such as en or zh-Hans")
      case .emptyText: Wording("something must stand here", "write it, or leave the key out")
      case .reservedName:
        Wording("the name \(a[0]) is kept for the product itself", "choose another name")
      case .keyDoesNotFit:
        Wording(
          "a field of type \(a[1]) has no \(a[0])", a[2].isEmpty ? "" : "it can have \(a[2])")
      case .minAboveMax:
        Wording(
          "the least, \(a[0]), is more than the most, \(a[1])",
          "write min: \(a[1]), max: \(a[0]) if they were mixed up")
      case .badPattern:
        Wording("the pattern cannot be used: \(a[0])", "example: '[0-9]{12,19}'")
      case .repeatedName: Wording("\(a[0]) stands here twice", "keep one")
      case .keysExclude: Wording("\(a[0]) does not go with \(a[1])", "keep one of the two")
      case .badPrefix:
        Wording("\(a[0]) is not a prefix for case numbers", "write 2 to 6 capital letters: HG")
      case .badCurrency:
        Wording(
          "\(a[0]) is not a currency with two digits after the point", "write CNY, EUR, USD, …")

      case .unknownRole: Wording("there is no role \(a[0])", meant)
      case .unknownState: Wording("there is no state \(a[0])", meant)
      case .unknownPhase: Wording("no state is in a phase \(a[0])", meant)
      case .unknownField: Wording("there is no field \(a[0])", meant)
      case .unknownAction: Wording("there is no action \(a[0])", meant)
      case .unknownDocument: Wording("there is no document \(a[0])", meant)
      case .unknownMessage: Wording("there is no message \(a[0])", meant)
      case .unknownCheck: Wording("there is no check \(a[0])", meant)
      case .unknownFact: Wording("there is no fact \(a[0])", meant)
      case .factCycle:
        Wording("these facts need each other: \(a[0])", "one of them must do without the others")
      case .wrongFieldType:
        Wording(
          "the field \(a[0]) is of type \(a[2]); \(a[1]) is needed here",
          "name a field of type \(a[1]), or write \(a[0]): {type: \(a[1]), …} under form:")

      case .unknownTest: Wording("there is no test \(a[0])", meant)
      case .testCircle:
        Wording("the test \(a[0]) is like itself", "let one of them stand by itself")
      case .badStep:
        Wording(
          a[0].isEmpty ? "this is no step" : "this step does not understand \(a[0])",
          "write {NAME: action}, {NAME: check visit pass}, {NAME: hold reason} or {wait: 3 days}")
      case .unknownPerson: Wording("nobody in this test is called \(a[0])", meant)
      case .valueDoesNotFit: Wording("\(a[0]) holds \(a[1])")
      case .unknownRule: Wording("no rule \(a[0]) can refuse this step", meant)
      case .clockMissing:
        Wording("the test \(a[0]) does not say when it begins", "add clock: 2026-03-02 09:00")
      case .badClock: Wording("\(a[0]) is no date with a time", "write it as 2026-03-02 09:00")
      case .unknownFund: Wording("no action uses a fund \(a[0])", meant)

      case .finalStateLeft:
        Wording(
          "\(a[0]) leaves \(a[1]), where a case has ended",
          "remove it here, or remove ends: from the state")
      case .nobodyActs:
        Wording("nobody may take the action \(a[0])", "add role: or by: clock")
      case .otherwiseMissing:
        Wording(
          "the targets of \(a[0]) do not cover every case", "end the list with {otherwise: state}")
      case .otherwiseNotLast: Wording("this target is never reached", "put otherwise last")
      case .bandsNotRising:
        Wording("the limit \(a[0]) is not above \(a[1]), the one before", "order bands by up_to")
      case .openBandNotLast:
        Wording("a band without up_to must be the last", "add up_to or move it to the end")
      case .unreachableState:
        Wording("no path leads to the state \(a[0])", "let an action lead there, or remove it")
      case .deadEnd:
        Wording(
          "no action leaves the state \(a[0])", "add one, or say how a case ends here: ends:")
      case .finalStateHas:
        Wording(
          "a case has ended in \(a[1]); it has no \(a[0])",
          "remove \(a[0]): here, or ends: if the case goes on")
      case .deadlineWithoutEnd:
        Wording(
          "nothing happens when this deadline of \(a[0]) is missed",
          "add escalate_to: role or then: action")
      case .thenNotClock:
        Wording("the clock cannot take \(a[0])", "give that action by: clock instead of a role")
      case .thenNotHere:
        Wording("\(a[0]) cannot be taken in \(a[1])", "add \(a[1]) to its from:")
      case .clockActionUnused:
        Wording("no deadline takes the action \(a[0])", "add then: \(a[0]) to a state's deadline")
      case .noFinalState: Wording("no state ends a case", "add ends: outcome to one")
      case .remindTooLong:
        Wording(
          "a reminder \(a[0]) before the end of \(a[1]) comes too early",
          "write remind: shorter than \(a[1])")
      case .neededWhenAtStart:
        Wording(
          "the check \(a[0]) opens with the case, when nothing is known yet",
          "move it to a later state, or open cases by an action with from: new")
      case .newAmongStates:
        Wording("new stands alone", "write from: new, and another action for the states")
      case .amountNotMoney:
        Wording(
          "an amount has at most two digits after the point; this is \(a[0])",
          "use round(…, 2) or div(…, …, 2)")
      case .stepNeedsSent: Wording("\(a[0]) takes what was sent", "write \(a[0]): sent")
      case .stepOfAnother:
        Wording(
          "\(a[0]) is no step for an action by a \(a[1])",
          a[2] == "person" ? "take out by: \(a[1])" : "write by: \(a[2]) for the action")
      case .badBenefitLength:
        Wording(
          "\(a[0]) is no time that a benefit lasts",
          "write 12 months or 30 days, ten years at most")
      case .benefitNeverGranted:
        Wording(
          "\(a[0]) ends a benefit, and no action of the file grants one",
          "let another action have benefit: {class: subsistence, for: 12 months}")
      case .stepNeedsReserved: Wording("\(a[0]) takes what is reserved", "write \(a[0]): reserved")
      case .tierNotNumber:
        Wording(
          "tiers are by a number; this is \(a[0])", "write by: form.… of a field of type money")
      case .startIsFinal:
        Wording(
          "a case would end in \(a[0]), where it starts",
          "remove ends: from \(a[0]), or write another state after start:")
      case .badPlaceholder:
        Wording(
          "{{\(a[0])}} cannot be filled",
          "write a name such as {{form.reason}}, {{money.paid}} or {{case.number}}")

      case .unknownSentence:
        Wording(
          "this is none of the six sentences: \(a[0])",
          """
          every path to STATE passes ACTION [by someone other than ACTION, open, check NAME] | \
          ACTION and ACTION never both happen | ACTION happens at most N times | \
          'at STATE: EXPRESSION' or 'at every final state: EXPRESSION' | \
          from every state a final state can be reached | no case stays in STATE without a deadline
          """)
      case .sentenceNamesTwice:
        Wording("the sentence compares \(a[0]) with itself", "name two actions")
      case .pathMissesAction:
        Wording(
          "\(a[0]) is reached without \(a[1]): \(a[2])",
          "let every action on this way need \(a[1]) first" + Self.onTheWay(a[4]))
      case .pathHasOnePerson:
        Wording(
          "one person does \(a[2]) and \(a[1]) on the way to \(a[0]): \(a[3])",
          "add \(a[2]) to distinct_from of \(a[1]), or \(a[1]) to that of \(a[2])"
            + Self.onTheWay(a[5]))
      case .bothHappen:
        Wording(
          "\(a[0]) and \(a[1]) both happen: \(a[2])",
          "close the way from one to the other" + Self.onTheWay(a[4]))
      case .happensTooOften:
        Wording(
          "\(a[0]) happens more than \(a[1]) times: \(a[2])",
          "add at_most: \(a[1]) to \(a[0]), or close the way back" + Self.onTheWay(a[4]))
      case .doesNotHold:
        Wording(
          "in \(a[0]) this need not be true: \(a[1]): \(a[2])",
          "make it a condition of an action on this way" + Self.onTheWay(a[4]))
      case .cannotFinish:
        Wording(
          "a case in \(a[0]) can no longer end: \(a[1])",
          "let an action that is always possible lead on from \(a[0])" + Self.onTheWay(a[3]))
      case .staysUnwatched:
        Wording("a case can stay in \(a[0]): \(a[1])", "add deadline: to \(a[0])")
      case .cannotDecide:
        Wording("it cannot be decided whether this always holds: \(a[0])")
      case .tooLargeToDecide:
        Wording(
          "the procedure has more than \(a[0]) situations to look at for this sentence",
          "say it of fewer actions, or split the procedure")

      case .ruleNeverTrue:
        Wording(
          "\(a[0]) can never be true, whatever its fields hold",
          "compare it with the limits of the fields under form:")
      case .ruleAlwaysTrue:
        Wording(
          "\(a[0]) is true whatever its fields hold",
          "remove it, or compare it with the limits of the fields under form:")
      case .tiersGap:
        Wording(
          "nobody decides \(a[0]): the highest band ends at \(a[1])",
          "raise the last up_to, leave it out, or lower the field's max to \(a[1])")
      case .bandNeverReached:
        Wording(
          "no amount falls into this band",
          "the amount is \(a[0]); remove the band, or change its up_to")
      case .targetNeverReached:
        Wording(
          "the conditions before it leave nothing for \(a[0])", "remove it, or put it further up")
      case .notDecided:
        Wording("it cannot be decided \(a[0]): that depends on \(a[1])", "\(a[2])")
      case .fieldMayBeEmpty:
        Wording(
          "\(a[1]) reads form.\(a[0]), which may be empty here: \(a[2])",
          a[3].isEmpty
            ? "fill it first, or ask has(form.\(a[0])) && … in the rule"
            : "write fill: [\(a[3])], or ask has(form.\(a[0])) && … in the rule")
      case .approvalGoesStale:
        Wording(
          "\(a[2]) can change form.\(a[0]) after \(a[1]) has judged it, and "
            + (a[4].isEmpty ? "\(a[3]) pays all the same" : "\(a[3]) is refused for that"),
          "let \(a[2]) lead back to \(a[1]), repeat the rule there, or leave \(a[0]) out of its fill"
        )
      case .guardsContradict:
        Wording(
          "\(a[0]) can never be taken: \(a[1]) never hold together",
          "change one of them, or make two actions of it")
      case .onlyNeverNamed:
        Wording(
          "\(a[0]) can never be taken: nobody was named in form.\(a[1]) before",
          "let an earlier action have fill: [\(a[1])]")
      case .onlyIsBarred:
        Wording(
          "\(a[0]) can never be taken: whoever form.\(a[1]) names has done \(a[2]) already",
          "remove \(a[2]) from distinct_from, or let another action fill \(a[1]) in between")
      case .opensTooLate:
        Wording(
          "\(a[0]) can never be taken: it opens after \(a[1]), and \(a[4]) ends \(a[2]) after \(a[3])",
          "write a shorter after:, or deadline: {within: …} longer than \(a[1])")
      case .noWayToFinish:
        Wording(
          "no case that is in \(a[0]) can ever end",
          "let an action lead from it to a state with ends:")
      case .reservationKept:
        Wording(
          "\(a[0]) ends the case in \(a[1]) with money still reserved: \(a[2])",
          "write money: {release: reserved} at \(a[0])")
      case .benefitKept:
        Wording(
          "\(a[0]) ends the case in \(a[1]) with a live benefit, and nothing was paid: \(a[2])",
          "write benefit: release at \(a[0])")
      case .nothingReserved:
        Wording(
          "\(a[1]) is refused where nothing is reserved to \(a[0]): \(a[2])",
          "let an earlier action have money: {reserve: form.…, fund: …}")
      case .nothingSent:
        Wording(
          "\(a[1]) is refused where nothing was sent to \(a[0]): \(a[2])",
          "let an earlier action by: batch have money: {send: reserved, payee: form.…}")
      case .nothingPaid:
        Wording(
          "\(a[0]) is refused where nothing was paid to recover: \(a[1])",
          "let an earlier action have money: {pay: reserved, payee: form.…}")
      case .nobodyHasRole:
        Wording(
          "nobody under people: can do \(a[0]): none of them is \(a[1])",
          "give one of them the role, such as \(a[2]): [\(a[3])]")
      case .nobodyLeft:
        Wording(
          "people: leaves too few for \(a[0]): it needs \(a[1]) of \(a[2])"
            + (a[3].isEmpty ? "" : ", other than those of \(a[3])") + ": \(a[4])",
          "add somebody with the role \(a[5])"
            + (a[3].isEmpty ? "" : ", or shorten distinct_from: [\(a[3])]"))

      case .missingTranslation: Wording("the text in \(a[0]) is missing")
      case .unusedRole: Wording("nothing names the role \(a[0])")
      case .unusedField: Wording("no action fills the field \(a[0])")
      case .unusedDocument: Wording("no action asks for the document \(a[0])")
      case .unusedMessage: Wording("no action sends the message \(a[0])")

      case .unknownZone:
        Wording("there is no time zone \(a[0])", "write UTC, Asia/Shanghai or +08:00")
      case .workingNotWeekend: Wording("\(a[0]) is a working day anyway", "remove it")
      case .holidayAndWorking: Wording("\(a[0]) is both a holiday and a working day", "keep one")
      case .noWorkingDays: Wording("no day of the week is left to work on")
      case .guardMistake: Wording(a[0])
      }
  }

  /// The conditions that have to be true for what a message tells.
  private static func onTheWay(_ conditions: String) -> String {
    conditions.isEmpty ? "" : "; conditions that hold on the way: \(conditions)"
  }
}
