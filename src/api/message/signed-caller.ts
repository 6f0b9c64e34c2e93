import type { Verified } from '../../signing/verdict.js';

/** The party that signed a request, found in our own key table, and the proof to keep. */
export interface SignedCaller {
  party: string;
  verdict: Verified & { webhookId: string };
}
