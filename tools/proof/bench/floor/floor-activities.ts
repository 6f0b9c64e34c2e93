/** The floor's only activity. */
export interface FloorActivities {
  /** Does nothing and returns the time, epoch ms. */
  empty(): Promise<number>;
}
