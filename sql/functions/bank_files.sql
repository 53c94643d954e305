SET LOCAL ROLE casework_owner;

CREATE OR REPLACE FUNCTION casework_data.xml(t text) RETURNS text
LANGUAGE sql IMMUTABLE
RETURN replace(replace(replace(t, '&', '&amp;'), '<', '&lt;'), '>', '&gt;');

-- A bank in ISO 20022's words: by its number in the clearing system where that is known, else by name.
CREATE OR REPLACE FUNCTION casework_data.iso_bank(cnaps text, bank text) RETURNS text
LANGUAGE sql IMMUTABLE
RETURN '<FinInstnId>' || CASE WHEN cnaps IS NOT NULL
  THEN '<ClrSysMmbId><ClrSysId><Cd>CNAPS</Cd></ClrSysId><MmbId>' || cnaps || '</MmbId></ClrSysMmbId>'
  ELSE '<Nm>' || casework_data.xml(bank) || '</Nm>' END || '</FinInstnId>';

-- The payments of a batch as pain.001.001.09, customer credit transfer initiation (ISO 20022). The bytes depend
-- on the batch alone: no clock, no setting.
CREATE OR REPLACE FUNCTION casework_data.pain_001(
  number text, currency text, payer jsonb, prepared_at timestamptz, payments integer, total bigint, id uuid) RETURNS bytea
LANGUAGE sql STABLE
RETURN (SELECT string_agg(convert_to(x.line, 'UTF8'), ''::bytea ORDER BY x.no) FROM (
  SELECT 0 AS no, '<?xml version="1.0" encoding="UTF-8"?>' || chr(10)
    || '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"><CstmrCdtTrfInitn>'
    || '<GrpHdr><MsgId>' || number || '</MsgId><CreDtTm>' || to_char(prepared_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') || '</CreDtTm>'
    || '<NbOfTxs>' || payments || '</NbOfTxs><CtrlSum>' || casework_data.yuan(total) || '</CtrlSum>'
    || '<InitgPty><Nm>' || casework_data.xml(payer ->> 'name') || '</Nm></InitgPty></GrpHdr>' || chr(10)
    || '<PmtInf><PmtInfId>' || number || '</PmtInfId><PmtMtd>TRF</PmtMtd>'
    || '<NbOfTxs>' || payments || '</NbOfTxs><CtrlSum>' || casework_data.yuan(total) || '</CtrlSum>'
    || '<ReqdExctnDt><Dt>' || to_char(prepared_at AT TIME ZONE 'UTC', 'YYYY-MM-DD') || '</Dt></ReqdExctnDt>'
    || '<Dbtr><Nm>' || casework_data.xml(payer ->> 'name') || '</Nm></Dbtr>'
    || '<DbtrAcct><Id><Othr><Id>' || (payer ->> 'account') || '</Id></Othr></Id><Ccy>' || currency || '</Ccy></DbtrAcct>'
    || '<DbtrAgt>' || casework_data.iso_bank(payer ->> 'cnaps', payer ->> 'bank') || '</DbtrAgt>' || chr(10) AS line
  UNION ALL
  SELECT p.no, '<CdtTrfTxInf><PmtId><EndToEndId>' || p.reference || '</EndToEndId><UETR>' || p.uetr || '</UETR></PmtId>'
      || '<Amt><InstdAmt Ccy="' || currency || '">' || casework_data.yuan(p.amount) || '</InstdAmt></Amt>'
      || '<CdtrAgt>' || casework_data.iso_bank(b.cnaps, b.bank) || '</CdtrAgt>'
      || '<Cdtr><Nm>' || casework_data.xml(b.holder) || '</Nm></Cdtr>'
      || '<CdtrAcct><Id><Othr><Id>' || b.account || '</Id></Othr></Id></CdtrAcct></CdtTrfTxInf>' || chr(10)
    FROM casework_data.payment p JOIN casework_data.bank_account b ON b.id = p.account_id WHERE p.batch_id = pain_001.id
  UNION ALL
  SELECT payments + 1, '</PmtInf></CstmrCdtTrfInitn></Document>' || chr(10)) x);

-- What is wrong with a bank's template, or NULL: {"columns": [{"title", "value" or "text"}], "encoding": "UTF-8"
-- or "GB18030", "amounts": "yuan" or "fen", "separator", "header"}.
CREATE OR REPLACE FUNCTION casework_data.template_fault(template jsonb) RETURNS text
LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
  x jsonb;
BEGIN
  IF template IS NULL THEN
    RETURN NULL;
  ELSIF jsonb_typeof(template) <> 'object' OR length(template::text) > 20000 OR jsonb_typeof(template -> 'columns') IS DISTINCT FROM 'array'
     OR jsonb_array_length(template -> 'columns') NOT BETWEEN 1 AND 60 THEN
    RETURN 'columns';
  ELSIF coalesce(template ->> 'encoding', 'UTF-8') NOT IN ('UTF-8', 'GB18030') THEN
    RETURN 'encoding';
  ELSIF coalesce(template ->> 'amounts', 'yuan') NOT IN ('yuan', 'fen') THEN
    RETURN 'amounts';
  ELSIF coalesce(template ->> 'separator', ',') NOT IN (',', ';', '|', chr(9)) THEN
    RETURN 'separator';
  ELSIF coalesce(template ->> 'header', 'true') NOT IN ('true', 'false') THEN
    RETURN 'header';
  END IF;
  FOR x IN SELECT * FROM jsonb_array_elements(template -> 'columns') LOOP
    IF jsonb_typeof(x) <> 'object' OR (x ->> 'title') IS NULL OR NOT casework_data.shows(x ->> 'title') OR (x ? 'text') = (x ? 'value')
       OR x ? 'value' AND coalesce(x ->> 'value', '') <> ALL (ARRAY['no', 'reference', 'uetr', 'account', 'holder', 'bank', 'cnaps', 'amount', 'currency',
            'case', 'payer', 'payer_account', 'payer_bank', 'payer_cnaps'])
       OR x ? 'text' AND NOT casework_data.shows(coalesce(x ->> 'text', chr(7))) THEN
      RETURN 'columns: ' || left(coalesce(x ->> 'title', x::text), 60);
    END IF;
  END LOOP;
  RETURN NULL;
END
$$;

-- One value of a line (RFC 4180).
CREATE OR REPLACE FUNCTION casework_data.csv(t text, separator text) RETURNS text
LANGUAGE sql IMMUTABLE
RETURN CASE WHEN position('"' IN t) > 0 OR position(separator IN t) > 0 OR t ~ '[[:cntrl:]]'
  THEN '"' || replace(t, '"', '""') || '"' ELSE coalesce(t, '') END;

-- The payments of a batch as the bank's own list.
CREATE OR REPLACE FUNCTION casework_data.bank_list(b casework_data.batch, template jsonb) RETURNS bytea
LANGUAGE plpgsql STABLE AS $$
DECLARE
  mark text := coalesce(template ->> 'separator', ',');
  lines text := '';
BEGIN
  IF coalesce((template ->> 'header')::boolean, true) THEN
    lines := (SELECT string_agg(casework_data.csv(x.value ->> 'title', mark), mark ORDER BY x.ordinality)
                FROM jsonb_array_elements(template -> 'columns') WITH ORDINALITY x) || chr(13) || chr(10);
  END IF;
  lines := lines || (
    SELECT string_agg(l.line || chr(13) || chr(10), '' ORDER BY l.no) FROM (
      SELECT p.no, string_agg(casework_data.csv(coalesce(x.value ->> 'text', CASE x.value ->> 'value'
          WHEN 'no' THEN p.no::text WHEN 'reference' THEN p.reference WHEN 'uetr' THEN p.uetr::text WHEN 'account' THEN a.account
          WHEN 'holder' THEN a.holder WHEN 'bank' THEN a.bank WHEN 'cnaps' THEN coalesce(a.cnaps, '')
          WHEN 'amount' THEN CASE template ->> 'amounts' WHEN 'fen' THEN p.amount::text ELSE casework_data.yuan(p.amount) END
          WHEN 'currency' THEN b.currency WHEN 'case' THEN c.number WHEN 'payer' THEN b.payer ->> 'name'
          WHEN 'payer_account' THEN b.payer ->> 'account' WHEN 'payer_bank' THEN b.payer ->> 'bank'
          ELSE coalesce(b.payer ->> 'cnaps', '') END), mark), mark ORDER BY x.ordinality) AS line
        FROM casework_data.payment p JOIN casework_data.bank_account a ON a.id = p.account_id JOIN casework_data.cases c ON c.id = p.case_id,
             jsonb_array_elements(template -> 'columns') WITH ORDINALITY x
       WHERE p.batch_id = b.id GROUP BY p.no) l);
  RETURN convert_to(lines, CASE WHEN template ->> 'encoding' = 'GB18030' THEN 'GB18030' ELSE 'UTF8' END);
END
$$;
