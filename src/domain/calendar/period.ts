/** A length of time that is counted by the calendar, not by the clock. */
export interface Period {
  amount: number;
  unit: 'day' | 'working_day' | 'month' | 'year';
}
