// Answers of the API at their worst: names and texts as long as they may be and without a place to
// break, amounts of billions, persons by the ids of a provider, and lists of hundreds.

const NAME = 'พิพัฒน์ธนโชติวรกุลประเสริฐศักดิ์สิริวัฒนานนท์รัตนโกสินทร์มหาจุฬาลงกรณ์';
const INSTITUTION = {
  nameTh: 'ธนาคารเพื่อการเกษตรสหกรณ์และการพัฒนาอุตสาหกรรมขนาดกลางและขนาดย่อมแห่งประเทศไทย',
  nameEn: 'Small and Medium Enterprise Development and Agricultural Cooperatives Bank of Thailand',
};
const PERSON = '0f9d5e0c-6b1a-4f3e-9c55-8a3d6f2b7e41';
const SAID = `${'มีคนโทรมาอ้างว่าเป็นเจ้าหน้าที่แล้วให้โอนเงินไปตรวจสอบทันทีโดยไม่ให้วางสาย'.repeat(4)} https://example.invalid/${'a'.repeat(120)}`;

const NAMES = ['name', 'toName', 'toNameMasked'];
const PERSONS = [
  'person',
  'assignee',
  'assignedBy',
  'requestedBy',
  'decidedBy',
  'proposedBy',
  'addedBy',
  'reviewer',
  'actor',
];
const TEXTS = [
  'reason',
  'statement',
  'note',
  'narrative',
  'ground',
  'purpose',
  'text',
  'decisionReason',
  'refusalReason',
];
/** Lists that say how the page is laid out, and those that are read within a row, stay as they are. */
const SHORT_LISTS = ['tabs', 'bands', 'institutions', 'orders', 'receipts', 'savedByDelay'];
const ROWS = 240;

/** Returns what the API would answer at its worst, of what it answers. */
function atWorst(json) {
  const answer = worstOf(json);
  for (const [name, value] of Object.entries(answer)) {
    if (Array.isArray(value) && !SHORT_LISTS.includes(name)) answer[name] = manyOf(value);
  }
  if (answer.graph) answer.graph = manyAccounts(answer.graph);
  return answer;
}

function worstOf(value, name) {
  if (Array.isArray(value)) return value.map((each) => worstOf(each, name));
  if (value !== null && typeof value === 'object') {
    const isSaid = TEXTS.includes(name) && typeof value.th === 'string';
    if (isSaid) return { ...value, th: SAID, en: SAID };
    return Object.fromEntries(Object.entries(value).map(([each, inner]) => [each, worstOf(inner, each)]));
  }
  if (typeof value !== 'string' || value === '') return value;
  if (name in INSTITUTION) return INSTITUTION[name];
  if (NAMES.includes(name)) return NAME;
  if (PERSONS.includes(name)) return PERSON;
  if (TEXTS.includes(name)) return SAID;
  if (name.endsWith('Satang')) return amountAtWorst(value);
  return value;
}

/** Some billions of baht, with satang. */
function amountAtWorst(satang) {
  return satang === '0' ? '0' : String(BigInt(satang) * 54_321n + 25n);
}

/** Repeats the rows of a list; each has an id of its own. */
function manyOf(rows) {
  if (!rows.every((row) => typeof row === 'object' && ID_NAMES.some((name) => typeof row[name] === 'string')))
    return rows;
  if (rows.length === 0) return rows;
  return Array.from({ length: Math.max(rows.length, ROWS) }, (_, index) =>
    copyOf(rows[index % rows.length], Math.floor(index / rows.length)),
  );
}

const ID_NAMES = ['id', 'holdId', 'partId', 'transferId', 'record', 'keyId', 'chain', 'exchangeId'];

function copyOf(row, copy) {
  if (copy === 0) return row;
  const ids = ID_NAMES.filter((name) => typeof row[name] === 'string').map((name) => [name, `${row[name]}.${copy}`]);
  return { ...row, ...Object.fromEntries(ids) };
}

/** Repeats the accounts of a trail with what went between them. */
function manyAccounts(graph) {
  const { accounts, transfers, became } = graph;
  const scaled = (sums) =>
    Object.fromEntries(Object.entries(sums).map(([name, satang]) => [name, amountAtWorst(satang)]));
  const copies = Array.from(
    { length: Math.ceil(ROWS / Math.max(1, accounts.length)) },
    (_, copy) => copy * accounts.length,
  );
  const at = (node, by) => (node === null ? null : node + by);
  return {
    ...graph,
    became: scaled(became),
    accounts: copies.flatMap((by) =>
      accounts.map((account) => ({
        ...account,
        node: account.node + by,
        accountMasked:
          account.accountMasked.slice(0, -4) +
          String(Number(account.accountMasked.slice(-4)) + by)
            .slice(-4)
            .padStart(4, '0'),
        became: scaled(account.became),
      })),
    ),
    transfers: copies.flatMap((by) =>
      transfers.map((transfer) => ({
        ...transfer,
        transferId: `${transfer.transferId}.${by}`,
        from: at(transfer.from, by),
        to: at(transfer.to, by),
      })),
    ),
  };
}

module.exports = { atWorst };
