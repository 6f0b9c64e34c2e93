/** The form of an id of ours. */
const ULID = 'a ULID of 26 digits and capital letters, such as 01KAYJ9Q5R3M0T8XW2V7C4H6DF';
const SLUG = 'its slug, such as `th-014` (`GET /v1/institutions` lists them)';
const INSTANT = 'an RFC 3339 time with its offset, such as 2026-11-24T09:30:00+07:00';

/**
 * What the parameters of our routes mean, by name: what each is, its form, and an example. Where a
 * name has other words on a route, the key is `operationId.name`; for a part of a path,
 * `segment.name` with the segment before it. Words beside a parameter in its schema go before all
 * of them. `npm run check` refuses a parameter that has none.
 */
export const PARAMETER_WORDS: Readonly<Record<string, string>> = {
  // Parts of paths
  'advice.id': `The piece of advice, by the id that \`GET /v1/cases/{id}/advice\` gives: ${ULID}.`,
  'appeals.id': `The appeal, by the id that the answer to its filing gave: ${ULID}.`,
  'attachments.id': `The file, by the id that the answer to its sending gave: ${ULID}.`,
  'incomplete-transfers.transferId': `The incomplete transfer, by the id that the status of the complaint gives: ${ULID}.`,
  'attachments.attachmentId': `The file of the draft, by the id that the answer to its sending gave: ${ULID}.`,
  'breaks.id': `The break, by the id that \`GET /v1/breaks\` gives: ${ULID}.`,
  'cases.id': `The case, by the id that the answer to its complaint gave: ${ULID}. It is not the case number that people read out.`,
  'chains.id': `The audit chain: the id of its case, ${ULID}, or \`system\` for what belongs to no case.`,
  'checkpoints.number': 'The checkpoint, by its number: 1 is the first one.',
  'complaints.id': `The complaint, by the id that the answer to it gave: ${ULID}. Its case has the same id.`,
  'corrections.id': `The request to correct a complaint, by the id that the answer to it gave: ${ULID}.`,
  'directives.id': `The directive, by the id that the answer to its request gave: ${ULID}.`,
  'drafts.id': `The draft, by the id that the answer to its beginning gave: ${ULID}.`,
  'findings.id': `The finding that an officer passed on to the institution, by the id that \`GET /v1/institution/findings\` gives: ${ULID}.`,
  'sheets.id': `The upload of a workbook, by the id that \`GET /v1/institution/sheets\` gives: ${ULID}.`,
  'freeze-requests.id': `The freeze request, by the id that the answer to it gave: ${ULID}.`,
  'holder-papers.id': `The finding about a holder, by the id that the answer to its proposal gave: ${ULID}.`,
  'holds.id': `The hold, by the id that \`GET /v1/cases/{id}/holds\` gives: ${ULID}.`,
  'lost-orders.id': `The order that is not on record, by the id that \`GET /v1/lost-orders\` gives: ${ULID}.`,
  'lost-order-proposals.id': `The proposal, by the id that the answer to it gave: ${ULID}.`,
  'notices.id': `The notice, by its own \`noticeId\`: ${ULID}.`,
  'orders.id': `The hold order, by its \`orderId\`: ${ULID}.`,
  'party-changes.id': `The change of a party, by the id that the answer to its proposal gave: ${ULID}.`,
  'rings.id': `The ring that two officers confirmed, by the ringId that the answers to their opinions gave: ${ULID}.`,
  'rule-changes.id': `The change of a policy, by the id that the answer to its proposal gave: ${ULID}.`,
  'rulebook.ruleId': 'The rule, such as VIC-7A or P-URG; docs/LAW.md lists them.',
  'sessions.id': `The session, by the id that \`GET /v1/sessions\` gives: ${ULID}.`,
  'suspensions.id': `The suspension by an institution itself (section 6), by the id that \`GET /v1/cases/{id}/notices\` gives: ${ULID}.`,
  'withdrawals.id': `The request to withdraw a complaint, by the id that the answer to it gave: ${ULID}.`,

  // Pages
  after: `\`next\` of the page before: ${ULID}. Leave it out for the first page.`,
  'queue.queue.after':
    '`next` of the page before, as it stands there: the name of the order, digits and an id. Leave it out for the first page.',
  limit: 'The most entries of a page, such as 50.',
  newest: 'So many of the last entries alone, such as 40; all without it.',
  first: 'So many of those that come first, such as 40; all without it.',
  rules: 'Of these rules alone, between commas, such as `AOC-85B,NBTC-5`.',
  parts: 'Of the accounts of these parts of the trail, between commas, and of the case as a whole.',

  // Whose, and of what
  'breaks.list.caseId': `Only breaks of this case, by its id: ${ULID}.`,
  'exchanges.register.case': `Only exchanges of this case, by its id: ${ULID}.`,
  'cases.list.linkedTo': `Only cases that are linked directly with this case, by its id: ${ULID}.`,
  'cases.list.linked': '`yes`: only cases that are linked with another case (P-LINK). Leave it out for all.',
  institution: `Only what concerns this institution: ${SLUG}.`,
  'queue.queue.institution': `Only cases that concern this institution or agency: ${SLUG}.`,
  'exchanges.register.party': `Only exchanges with this institution or agency: ${SLUG}.`,
  'partychanges.list.party': `Only changes of this institution or agency: ${SLUG}.`,
  'queue.queue.assignee':
    'Only cases that this person has by a claim or an assignment, by the subject of their token, such as `demo-officer-1`; `nobody`: cases that nobody has.',
  'queue.queue.text':
    'Only cases whose number contains this: 1 to 20 letters, digits and dashes, such as `0000005-8`. Names and telephone numbers never stand in an address: search for them by `POST /v1/complaints/searches`.',

  // States and kinds
  'breaks.list.state':
    'open: not settled. overdue: not settled in the time of P-BREAK. settled: with who, when and why.',
  'breaks.list.kind': 'Only breaks of this kind, such as `HELD_MONEY_GONE`; the schema BreakKind names them all.',
  'cases.list.status': 'Only cases in this state; `open`: every state but `closed`. Leave it out for all.',
  'queue.queue.status': 'Only open cases in this state.',
  'queue.queue.sort':
    'The order: by time left, by the money that leaves in a minute, by what the analysis advises, or the complaints that may be mistaken first.',
  'directives.list.kind':
    'Only directives of this kind. telecom, telecom_lift: numbers for NBTC. list, delist: a person or a wallet.',
  'directives.list.state': 'Only directives in this state: waiting for a second person, or what that person decided.',
  'directives.list.inForce': '`yes`: only listings that stand, because no delisting ended them. Leave it out for all.',
  'partychanges.list.state': 'Only changes in this state: waiting for a second person, or what that person decided.',
  'rulechanges.list.state': 'Only changes in this state: waiting for a second person, or what that person decided.',
  'pendingrequests.list.kind': 'Only what waits as this kind of request.',
  'appeals.queue.tier': 'Only appeals that this tier hears now: the centre (P-REL), or the police (P-POL).',
  'cases.trail.victims':
    'case: the sums that were stolen from the victim of the case. all: also those of other victims that reached the same accounts.',

  // The queue
  'queue.queue.tab': 'Which view of the queue; the schema QueueTab says what each shows.',
  'queue.queue.band': 'Only cases whose first task has this much time left; no_time: no rule sets a time.',
  'queue.queue.task': 'Only cases in which this is to be done; the schema QueueTask says what each is.',
  'queue.queue.clockOwner': 'Only cases in which it is this one’s turn.',
  'queue.queue.caseId': `That case alone, by its id, where it stands in the tab: ${ULID}.`,
  'queue.queue.caseType': 'Only cases of this type of the portal, such as `romance_investment`.',
  'queue.queue.atLeastSatang': 'Only cases of which at least so much was stolen, in satang, such as 10000000.',
  'queue.queue.route': 'Only cases that are investigated there (P-ASSIGN): a police station, CCIB or DSI.',

  // The register of exchanges
  'exchanges.register.from': `Only exchanges from this instant on: ${INSTANT}.`,
  'exchanges.register.to': `Only exchanges before this instant: ${INSTANT}.`,
  'exchanges.register.direction': 'out: what the centre sent. in: what it received.',
  'exchanges.register.kind':
    'Only messages of this kind, as an exchange shows it, such as `hold.order` or `hold.receipt`.',
  'exchanges.register.rule': 'Only exchanges that rest on this rule, such as SHARE-4.',
  'exchanges.register.purpose':
    'Only exchanges for this purpose, word for word as an exchange shows it, such as `answer to a hold order`.',

  // Times
  'rulebook.law.at': `The rows in force at this instant: ${INSTANT}. Leave it out for now.`,
  'reports.monthly.month': 'A calendar month of Bangkok: 2026-11, or 2569-11 of the Buddhist era.',
};
