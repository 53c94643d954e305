extension ProcedureChecks {
  func checkStaff() {}
}
