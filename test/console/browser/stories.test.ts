import { amloStories } from './amlo.js';
import { adviceStories } from './advice.js';
import { armedHoldStories } from './armed-hold.js';
import { auditorStories } from './auditor.js';
import { caseStories } from './case.js';
import { findStories } from './find.js';
import { glassStories } from './glass.js';
import { complaintsStories } from './complaints.js';
import { handlingStories } from './handling.js';
import { holderStories } from './holder.js';
import { institutionStories } from './institution.js';
import { hopStories } from './hops.js';
import { hostileStories } from './hostile.js';
import { intakeStories } from './intake.js';
import { largeCaseStories } from './large-case.js';
import { modelsStories } from './models.js';
import { lostOrderStories } from './lost-orders.js';
import { monthlyStories } from './monthly.js';
import { orderStories } from './orders.js';
import { queueStories } from './queue.js';
import { reportStories } from './report.js';
import { severalStories } from './several.js';
import { supervisorStories } from './supervisor.js';
import { unfreezeStories } from './unfreeze.js';
import { scriptedStories } from './scripted.js';
import { roleStories } from './roles.js';
import { stateStories } from './states.js';
import { statisticsStories } from './statistics.js';
import { verifyStories } from './verify.js';
import { victimStories } from './victim.js';
import { watchStories } from './watch.js';
import { widthStories } from './widths.js';
import { worstStories } from './worst.js';
import { wayStories } from './ways.js';
import { House } from './support/house.js';

jest.setTimeout(300_000);

const house = new House();
// Outside of any block: Jest begins stories that run side by side after the hooks of the file only.
beforeAll(() => house.open());
afterAll(() => house.close());

/** Everything is real: the built console, the API, PostgreSQL, Temporal, banks and agencies. */
describe('the console in a browser', () => {
  queueStories(house);
  caseStories(house);
  hopStories(house);
  severalStories(house);
  reportStories(house);
  adviceStories(house);
  armedHoldStories(house);
  orderStories(house);
  watchStories(house);
  findStories(house);
  glassStories(house);
  handlingStories(house);
  largeCaseStories(house);
  hostileStories(house);
  holderStories(house);
  unfreezeStories(house);
  scriptedStories(house);
  institutionStories(house);
  amloStories(house);
  supervisorStories(house);
  lostOrderStories(house);
  monthlyStories(house);
  modelsStories(house);
  intakeStories(house);
  complaintsStories(house);
  auditorStories(house);
  statisticsStories(house);
  victimStories(house);
  wayStories(house);
  verifyStories(house);
  roleStories(house);
  stateStories(house);
  worstStories(house);
  widthStories(house);

  it('runs under a policy without inline styles and scripts, and throws nothing', () => {
    expect(house.complaints).toEqual([]);
  });
});
