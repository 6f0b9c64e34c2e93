/** What is played: so many stories from a seed on, until the minutes are over. */
interface ToPlay {
  first: number;
  stories: number;
  minutes: number;
}

/** What one thread plays of them: each `step`th seed. */
export interface Share extends ToPlay {
  step: number;
}

/** Divides stories among threads, so that each seed is played once. */
export function sharesOf({ first, stories, minutes }: ToPlay, threads: number): Share[] {
  return Array.from({ length: threads }, (_, nth) => ({
    first: first + nth,
    step: threads,
    stories: Math.max(0, Math.ceil((stories - nth) / threads)),
    minutes,
  }));
}
