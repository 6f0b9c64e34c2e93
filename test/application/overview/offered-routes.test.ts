import { readFileSync } from 'node:fs';
import path from 'node:path';

/** How what is offered of a route is compared with what it says, or why nothing is offered of it. */
type Compared = { compared: string } | { excused: string };

const compared = (as: string): Compared => ({ compared: as });
const excused = (because: string): Compared => ({ excused: because });
const WRITES_DOWN = excused('it writes down or reads, and decides nothing about money');
const OF_HANDLING = excused('who works on a case is said by its claim and assignment, and stops nobody else');
const NO_CASE = excused('it is about no case');
const LISTED = excused('its list says of each order what may be done, by the rule of the act itself');
const ALWAYS = excused('everybody may always say that he gains by a case');
const OWN_DESK = excused('the institution sees it at its own page, where each row says what may be done');

/**
 * Every route by which a person changes something. What acts on a case is offered by
 * GET /v1/cases/{id}/acts or GET /v1/complaints/{id}/acts and compared in offered-acts.property.test.ts,
 * under the word that stands here; each other one says why not. A new route fails until it is put in.
 */
const ROUTES: Readonly<Record<string, Compared>> = {
  'POST /v1/advice/{id}/ring': excused('advice: nothing that decides reads it'),
  'POST /v1/advice/{id}/verdict': excused('advice: nothing that decides reads it'),
  'POST /v1/analysis/narrative': NO_CASE,
  'POST /v1/appeals': excused('the holder files it, whoever writes it down; every hold takes one'),
  'POST /v1/appeals/together': excused('the holder files it, whoever writes it down; every hold takes one'),
  'POST /v1/appeals/decisions': compared('verdict'),
  'POST /v1/appeals/searches': WRITES_DOWN,
  'POST /v1/appeals/{id}/attachments': WRITES_DOWN,
  'POST /v1/appeals/{id}/decisions': compared('verdict'),
  'POST /v1/appeals/{id}/proofs': excused('it depends on the files that the person names'),
  'POST /v1/breaks/{id}/settlement': excused('a break is compared by a person, and settled once, on its own page'),
  'POST /v1/cases/{id}/assignments': OF_HANDLING,
  'POST /v1/cases/{id}/attachments': WRITES_DOWN,
  'POST /v1/cases/{id}/attachments/from-draft': WRITES_DOWN,
  'POST /v1/cases/{id}/blast-radius': WRITES_DOWN,
  'DELETE /v1/cases/{id}/claim': OF_HANDLING,
  'POST /v1/cases/{id}/claim': compared('claim'),
  'POST /v1/cases/{id}/directives': compared('directive'),
  'POST /v1/cases/{id}/freeze-requests': compared('asked'),
  'POST /v1/cases/{id}/holder-papers': compared('papers'),
  'POST /v1/cases/{id}/interests': ALWAYS,
  'POST /v1/cases/{id}/narrative-outcome': WRITES_DOWN,
  'POST /v1/cases/{id}/notes': WRITES_DOWN,
  'POST /v1/cases/{id}/reveals': WRITES_DOWN,
  'POST /v1/complaints': NO_CASE,
  'POST /v1/complaints/searches': WRITES_DOWN,
  'POST /v1/complaints/{id}/authority': compared('authority'),
  'POST /v1/complaints/{id}/corrections': compared('correction'),
  'POST /v1/complaints/{id}/incomplete-transfers/{transferId}/adopt': compared('adopt'),
  'POST /v1/complaints/{id}/incomplete-transfers/{transferId}/end': compared('set_aside'),
  'POST /v1/complaints/{id}/secrets': excused('the victim may always have a new secret'),
  'POST /v1/complaints/{id}/statements': compared('statement'),
  'POST /v1/complaints/{id}/supplements': compared('supplement'),
  'POST /v1/complaints/{id}/tellings': WRITES_DOWN,
  'POST /v1/complaints/{id}/told-again': compared('told_again'),
  'POST /v1/complaints/{id}/transfers': compared('transfers'),
  'POST /v1/complaints/{id}/withdrawal': compared('withdrawal'),
  'POST /v1/corrections/{id}/decisions': compared('of correction'),
  'POST /v1/directives/{id}/decisions': compared('of directive'),
  'POST /v1/drafts': NO_CASE,
  'DELETE /v1/drafts/{id}': NO_CASE,
  'POST /v1/drafts/{id}': NO_CASE,
  'POST /v1/drafts/{id}/attachments': NO_CASE,
  'DELETE /v1/drafts/{id}/attachments/{attachmentId}': NO_CASE,
  'POST /v1/freeze-requests/{id}/decisions': compared('decision'),
  'POST /v1/holder-papers/{id}/decisions': compared('of papers'),
  'POST /v1/holds/{id}/partial-release': compared('part'),
  'POST /v1/holds/{id}/release': compared('release'),
  'POST /v1/holds/{id}/reviews': compared('review'),
  'POST /v1/institution/breaks/{id}/interests': ALWAYS,
  'POST /v1/institution/breaks/{id}/statements': OWN_DESK,
  'POST /v1/institution/findings/{id}/decisions': OWN_DESK,
  'POST /v1/institution/holds/{id}/interests': ALWAYS,
  'POST /v1/institution/sheets': OWN_DESK,
  'POST /v1/institution/sheets/{id}/decisions': OWN_DESK,
  'POST /v1/institution/suspects/lookup': WRITES_DOWN,
  'POST /v1/institution/workbooks': OWN_DESK,
  'POST /v1/lost-order-proposals/{id}/decisions': LISTED,
  'POST /v1/lost-orders/{id}/proposals': LISTED,
  'POST /v1/notices': NO_CASE,
  'POST /v1/party-changes': NO_CASE,
  'POST /v1/party-changes/{id}/decisions': NO_CASE,
  'POST /v1/queue/views': NO_CASE,
  'POST /v1/queue/views/removals': NO_CASE,
  'POST /v1/rings/{id}/undo': excused('advice: nothing that decides reads it'),
  'POST /v1/rule-changes': NO_CASE,
  'POST /v1/rule-changes/trials': NO_CASE,
  'POST /v1/rule-changes/{id}/decisions': NO_CASE,
  'POST /v1/sessions/end': NO_CASE,
  'POST /v1/sessions/searches': NO_CASE,
  'POST /v1/sessions/{id}/end': NO_CASE,
  'POST /v1/suspects/lookup': WRITES_DOWN,
  'POST /v1/suspensions/{id}/result': compared('suspension'),
  'POST /v1/withdrawals/{id}/decisions': compared('of withdrawal'),
};

interface Documented {
  paths: Readonly<Record<string, Readonly<Record<string, { 'x-roles'?: readonly string[] }>>>>;
}

describe('what a person may do by a route', () => {
  const root = path.join(__dirname, '../../..');
  const { paths } = JSON.parse(readFileSync(path.join(root, 'docs/openapi.json'), 'utf8')) as Documented;
  const routes = Object.entries(paths).flatMap(([at, methods]) =>
    Object.entries(methods)
      .filter(([method, route]) => method !== 'get' && (route['x-roles'] ?? []).length > 0)
      .map(([method]) => `${method.toUpperCase()} ${at}`),
  );

  it('is offered and compared, or says why not, for every route there is', () => {
    expect(Object.keys(ROUTES).sort()).toEqual(routes.sort());
  });

  it('is compared under the word that is named', () => {
    const property = readFileSync(path.join(root, 'test/application/overview/offered-acts.property.test.ts'), 'utf8');
    const words = Object.values(ROUTES).flatMap((each) => ('compared' in each ? [each.compared] : []));
    expect(words.filter((word) => !property.includes(`'${word}'`))).toEqual([]);
  });
});
