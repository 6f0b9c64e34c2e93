/** The floor's only activity. */
export interface FloorActivities {
  /** Does nothing; answers the epoch ms at which it did. */
  empty(): Promise<number>;
}
