/// A case as far as a proof looks at it.
///
/// Separation of duties needs one person only. Every other person may be somebody new each time, who
/// is barred from nothing; so a path on which one person does what they must not exists exactly when
/// there is one on which this person does just that and strangers do the rest.
struct Situation: Hashable {
  /// The state's index; -1 before the case is opened.
  var state: Int
  /// How often each counted action took effect, each in its own bits.
  var counts: UInt64 = 0
  /// What the person did, a bit for each deed that matters.
  var deeds: UInt32 = 0
  /// Whether the person took part in the latest effect of the action that the sentence is about.
  var tookPart = false
  /// Whether the person's vote for that action stands.
  var hasVoted = false
  /// The money.
  var money = MoneyState()
}

/// What a proof looks at besides the state: as little as it can do with.
struct Slice {
  /// How far the effects of an action are counted.
  struct Counter: Hashable {
    var action: Int
    /// Beyond this, only "at least so often" is known.
    var cap: Int
    var shift: Int
    var bits: Int
  }

  private(set) var counters: [Counter] = []
  /// Whether the money is looked at.
  var countsMoney = false

  /// Counts an action at least up to `cap`; false when that is more than can be looked at.
  mutating func count(_ action: Int, upTo cap: Int) -> Bool {
    var caps = counters.map { ($0.action, $0.cap) }
    if let index = caps.firstIndex(where: { $0.0 == action }) {
      caps[index].1 = max(caps[index].1, cap)
    } else {
      caps.append((action, cap))
    }
    var shift = 0
    var next: [Counter] = []
    for (action, cap) in caps {
      let bits = Int.bitWidth - cap.leadingZeroBitCount
      next.append(Counter(action: action, cap: cap, shift: shift, bits: bits))
      shift += bits
    }
    guard shift <= 63 else { return false }
    counters = next
    return true
  }

  func counter(of action: Int) -> Counter? { counters.first { $0.action == action } }

  /// How often the action took effect, up to the cap; nil when it is not counted.
  func value(of action: Int, in counts: UInt64) -> Int? {
    counter(of: action).map { read($0, counts) }
  }

  func read(_ counter: Counter, _ counts: UInt64) -> Int {
    Int(truncatingIfNeeded: (counts >> UInt64(counter.shift)) & ((1 << UInt64(counter.bits)) - 1))
  }

  /// The counts after the action took effect.
  func counted(_ action: Int, _ counts: UInt64) -> UInt64 {
    guard let counter = counter(of: action) else { return counts }
    let value = read(counter, counts)
    let next = min(counter.cap, value + 1)
    return counts + (UInt64(next - value) << UInt64(counter.shift))
  }

  /// What is known of a case in this situation.
  func knowledge(of situation: Situation) -> Outlook.Knowledge {
    var knowledge = Outlook.Knowledge()
    for counter in counters {
      let value = read(counter, situation.counts)
      knowledge.counts[counter.action] = .init(least: value, isExact: value < counter.cap)
    }
    if countsMoney { knowledge.money = situation.money }
    return knowledge
  }
}
