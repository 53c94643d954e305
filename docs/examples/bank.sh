#!/usr/bin/env bash
# Plays the bank in the examples of the documentation: reads a pain.001 message and writes a pain.002 that says
# the same of each payment in it. Usage: docs/examples/bank.sh MESSAGE ACSC|RJCT
set -euo pipefail
message=$1 status=$2
value() { sed -n "s/.*<$1[^>]*>\([^<]*\)<.*/\1/p" <<<"$2"; }
printf '<?xml version="1.0" encoding="UTF-8"?>\n'
printf '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.10"><CstmrPmtStsRpt>\n'
printf '<OrgnlGrpInfAndSts><OrgnlMsgId>%s</OrgnlMsgId></OrgnlGrpInfAndSts><OrgnlPmtInfAndSts>\n' \
  "$(value MsgId "$(grep '<MsgId>' "$message")")"
grep '<CdtTrfTxInf>' "$message" | while read -r line; do
  printf '<TxInfAndSts><OrgnlEndToEndId>%s</OrgnlEndToEndId><TxSts>%s</TxSts>' \
    "$(value EndToEndId "$line")" "$status"
  [ "$status" = ACSC ] || printf '<StsRsnInf><Rsn><Cd>AC04</Cd></Rsn></StsRsnInf>'
  printf '<OrgnlTxRef><Amt>%s</Amt></OrgnlTxRef></TxInfAndSts>\n' \
    "$(grep -o '<InstdAmt.*</InstdAmt>' <<<"$line")"
done
printf '</OrgnlPmtInfAndSts></CstmrPmtStsRpt></Document>\n'
