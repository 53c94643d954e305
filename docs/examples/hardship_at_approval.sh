#!/usr/bin/env bash
# Brings one hardship case to its approval, in the private database: the stage for the examples of the
# documentation. The public notice's five working days are taken out of a copy of the procedure, for
# nobody can hurry them. All people are invented.
set -euo pipefail
cd "$(mktemp -d)"
today=$(TZ=Asia/Shanghai date +%F)
casework init --standard
casework workflow show hardship_grant --source |
  sed -e '/^ *after: 5 business days/d' -e 's/^version: 1$/version: 2/' >hardship_grant.yaml
casework workflow install hardship_grant.yaml

staff() {
  casework staff add "$1" --name "$2"
  local login=$1 role
  shift 2
  for role in "$@"; do casework staff grant "$login" "$role"; done
}
staff li "Li Na" caseworker supervisor
staff zhang "Zhang Wei" union_officer
staff he "He Jun" visitor
staff lu "Lu Fang" visitor
staff wang "Wang Min" supervisor
staff sun "Sun Li" finance_officer
staff jin "Jin Hua" finance_officer
staff qian "Qian Bo" releaser
staff tan "Tan Yu" auditor
casework fund add hardship --label "Hardship fund" --as sun
casework fund allot hardship "${today%%-*}" 200000.00 --reason "budget of the year" --as sun
casework fund confirm 1 --as jin

casework person add "Chen Hong" --born 1980-05-01 --member-since 2015-03-01 --as zhang
casework open hardship_grant "Chen Hong" --as zhang
case=HG-${today%%-*}-000001
papers() {
  local person=$1 paper
  shift
  for paper in "$@"; do
    echo "Synthetic $paper" >"$paper.txt"
    casework attach "$case" "$paper" "$paper.txt" --issued-on "$today" --as "$person"
  done
}
papers zhang id_card household_register income_proof employment_proof diagnosis medical_bills bank_card
casework act "$case" submit --as zhang --set phone=13800000000 --set employment=employed \
  --set 'household=[{name: Chen Hong, relation: self, age: 46, income: 3200, disabled: false, student: false}, {name: Chen Xin, relation: child, age: 14, income: 0, disabled: false, student: true}]' \
  --set low_income_card=false --set cause=illness --set rigid_outgoings=1800 --set requested=1800 \
  --set account=6222020200112230
ids() { grep -oE '[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}'; }
echo 6222020200112230 >account.txt
person=$(casework person find "Chen Hong" --as zhang --format json | ids | head -1)
payee=$(casework payee add "$person" --holder "Chen Hong" --bank "Example Bank" --account account.txt --as zhang | ids | head -1)
casework payee verify "$payee" --account account.txt --as sun
casework act "$case" accept --as li
casework act "$case" endorse --set endorsement="The need is real." --as zhang
papers he signed_application check_authorisation visit_record
visit=(--set visited_on="$today" --set visit_finding="Two rooms, one income.")
casework act "$case" record_visit "${visit[@]}" --expect 14 --as he
casework act "$case" record_visit "${visit[@]}" --expect 15 --as lu
casework check "$case" civil_affairs pass --as li
casework check "$case" other_aid pass --as li
papers li civil_affairs_reply
casework act "$case" clear --set verified_income=3200 --set proven_loss=9000 --as li
casework act "$case" propose --set granted=1800 --set proposal="Bills exceed the income." \
  --set notice_place="Notice board" --expect 20 --as li
papers li notice_photo
casework act "$case" close_notice --as li
casework check "$case" payee_account pass --as sun
