import { Agent, request } from 'undici';
import { listedAt } from '../../../tools/conformance/centre-play.js';
import { runCentreChecks } from '../../../tools/conformance/run.js';
import { failures } from '../../conformance/support/failures.js';
import { PUBLIC_URL, runApi, type RunningApi } from '../support/running-api.js';

describe('the kit, the other way', () => {
  let api: RunningApi;
  const dispatcher = new Agent();
  beforeAll(async () => {
    api = await runApi();
  });
  afterAll(async () => {
    await dispatcher.close();
    await api.close();
  });

  const play = async (signedBase: string) => {
    const listed = await request(`${api.url}/v1/keys`, { dispatcher });
    const key = api.parties['th-014']?.key;
    if (key === undefined) throw new Error('th-014 is enrolled');
    const findKey = listedAt(await listed.body.json());
    const own = { institution: 'th-014', accountDigits: 10, key };
    return runCentreChecks({ ...own, base: api.url, signedBase, findKey, dispatcher });
  };

  it('finds no fault of the centre', async () => {
    const outcomes = await play(PUBLIC_URL);
    expect(failures(outcomes)).toEqual({});
    expect(outcomes.length).toBeGreaterThan(40);
  });

  it('says so where the centre believes nothing that it signs', async () => {
    const failed = Object.keys(failures(await play('https://another.rangap.test')));
    expect(failed).toEqual(expect.arrayContaining(['centre-foreign', 'centre-schema', 'centre-statement']));
  });
});
