#!/usr/bin/env bash
# Enters another account for the applicant of hardship_at_approval.sh: by one, verified by another.
set -euo pipefail
cd "$(mktemp -d)"
ids() { grep -oE '[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}'; }
echo 6222020200112248 >account.txt
person=$(casework person find "Chen Hong" --as zhang --format json | ids | head -1)
payee=$(casework payee add "$person" --holder "Chen Hong" --bank "Example Bank" --account account.txt --as zhang | ids | head -1)
casework payee verify "$payee" --account account.txt --as sun
