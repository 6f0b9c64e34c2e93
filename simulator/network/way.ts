/** From which side a message goes. */
export type Way = 'to_party' | 'to_centre';
