import type { Verified } from '../../signing/verdict.js';

/** The party that signed a request, as our own key table says, and the proof to keep. */
export interface SignedCaller {
  party: string;
  verdict: Verified & { webhookId: string };
}
