import { Chance } from './random.js';
import { Broken } from './invariants.js';
import { Play, type Step, type StepName, STEPS } from './play.js';

const ALL = Object.keys(STEPS) as StepName[];
const LONGEST = 40;

/** Returns the story of a seed, made of certain steps: the same each time. */
export function storyOf(seed: number, names: readonly StepName[] = ALL): Step[] {
  const chance = new Chance(seed);
  const deck = names.flatMap((name) => Array.from({ length: STEPS[name] }, () => name));
  return Array.from({ length: 8 + chance.below(LONGEST - 8) }, () => ({
    name: deck[chance.below(deck.length)] ?? 'look',
    which: chance.below(8),
    how: chance.below(120),
  }));
}

/** Plays a story to its end. Returns what it breaks, or undefined. */
export function faultOf(story: readonly Step[], begin: () => Play = () => new Play()): Error | undefined {
  try {
    const play = begin();
    for (const step of story) play.step(step);
    play.end();
    return undefined;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

/** Returns a shortest story that breaks the same: without steps that do not matter, by the smallest numbers. */
export function shrink(story: readonly Step[], fault: Error, begin?: () => Play): Step[] {
  const isSame = (other: readonly Step[]): boolean => kindOf(faultOf(other, begin)) === kindOf(fault);
  let shortest = [...story];
  for (let size = Math.ceil(shortest.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let at = shortest.length - size; at >= 0; at -= 1) {
      const without = [...shortest.slice(0, at), ...shortest.slice(at + size)];
      if (isSame(without)) shortest = without;
    }
  }
  for (const at of shortest.keys()) {
    for (const field of ['which', 'how'] as const) {
      const value = shortest[at]?.[field] ?? 0;
      for (let smaller = 0; smaller < value; smaller += 1) {
        const changed = shortest.map((step, index) => (index === at ? { ...step, [field]: smaller } : step));
        if (!isSame(changed)) continue;
        shortest = changed;
        break;
      }
    }
  }
  return shortest;
}

function kindOf(fault: Error | undefined): string | undefined {
  return fault instanceof Broken ? fault.id : fault?.message.replace(/\d+/g, '');
}

/** Returns a story in one line. */
export function tell(story: readonly Step[]): string {
  return story.map(({ name, which, how }) => `${name} ${which} ${how}`).join(', ');
}

/** Returns the story that `tell` told. */
export function retold(line: string): Step[] {
  return line.split(', ').map((step) => {
    const [name = '', which = '', how = ''] = step.split(' ');
    return { name: name as StepName, which: Number(which), how: Number(how) };
  });
}
