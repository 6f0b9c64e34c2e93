/** A stretch of time that is counted on the calendar and not by the clock. */
export interface Period {
  amount: number;
  unit: 'day' | 'working_day' | 'month' | 'year';
}
