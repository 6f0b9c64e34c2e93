import { approvedFreeze } from './approved-freeze.js';
import { Centre } from './centre.js';
import { deniedDebit } from './denied-debit.js';
import { digitalAssets } from './digital-assets.js';
import { withNewIdentities, readExample } from './examples.js';
import { heldAndContinued } from './held-and-continued.js';
import { nobodyDecided } from './nobody-decided.js';
import { ringAcrossAgencies } from './ring-across-agencies.js';
import { Scene, StoryStopped, type Expectation } from './scene.js';
import type { Settings } from './settings.js';
import { Stage } from './stage.js';
import type { Story } from './story.js';
import { twoVictimsOneMule } from './two-victims-one-mule.js';

/** All stories, in their order. */
export const STORIES: readonly Story[] = [
  approvedFreeze,
  heldAndContinued,
  nobodyDecided,
  deniedDebit,
  twoVictimsOneMule,
  digitalAssets,
  ringAcrossAgencies,
];

/** The result of a story. */
export interface StoryResult {
  readonly id: string;
  readonly ok: boolean;
  readonly caseId: string;
  readonly caseNo: string;
  readonly expectations: readonly Expectation[];
}

/**
 * Plays stories at the same time, because they mostly wait for deadlines. Each line of the
 * timeline has the seconds since the start and the name of the story.
 * @param print gets the lines; with `--json` it prints nothing
 */
export async function playStories(
  stories: readonly Story[],
  settings: Settings,
  print: (line: string) => void,
): Promise<StoryResult[]> {
  const centre = new Centre(settings.centreUrl, settings.signInUrl, 'demo');
  const stage = new Stage(settings.adminUrl);
  const begun = Date.now();
  const width = Math.max(...stories.map(({ id }) => id.length));
  return Promise.all(
    stories.map((story) => {
      const scene = new Scene(centre, stage, (line) => {
        const seconds = ((Date.now() - begun) / 1_000).toFixed(1).padStart(6);
        print(`${seconds} s  ${story.id.padEnd(width)}  ${line}`);
      });
      return playStory(story, scene);
    }),
  );
}

async function playStory(story: Story, scene: Scene): Promise<StoryResult> {
  try {
    const complaint = await story.setTheStage(scene.stage, withNewIdentities(readExample(story.id)));
    await story.play(scene, complaint);
  } catch (error) {
    if (!(error instanceof StoryStopped)) scene.expect('the story can be played to its end', 'yes', String(error));
  }
  const { caseId, caseNo, expectations } = scene;
  const ok = expectations.length > 0 && expectations.every((expectation) => expectation.ok);
  return { id: story.id, ok, caseId, caseNo, expectations };
}
