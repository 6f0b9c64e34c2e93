import {
  derivePrivateKey,
  DLEQProof,
  Evaluation,
  EvaluationRequest,
  generatePublicKey,
  Oprf,
  VOPRFClient,
  VOPRFServer,
} from '@cloudflare/voprf-ts';
import { CryptoNoble } from '@cloudflare/voprf-ts/crypto-noble';

/** The suite of RFC 9497 that the protocol names. */
const SUITE = Oprf.Suite.P256_SHA256;
const { VOPRF } = Oprf.Mode;

/** For which purpose tokens are made, and the public key that the centre published for it. */
export interface TokenPurpose {
  readonly purpose: string;
  readonly publicKey: string;
}

/** What the evaluator returns for blinded elements, as it stands in the answer to the centre. */
export interface Evaluated {
  readonly blinded: readonly string[];
  readonly evaluated: readonly string[];
  readonly proof: string;
}

/**
 * The party that holds the private keys of tokens, one for each purpose. It sees points that are
 * blinded by chance and nothing else, and gives a proof that it used the key of the purpose.
 */
export interface TokenEvaluator {
  /** Compressed point of P-256 in hexadecimal. */
  publicKey(purpose: string): Promise<string>;
  /** @throws when an element is no point */
  evaluate(purpose: string, blinded: readonly string[]): Promise<Evaluated>;
}

/** Makes an evaluator whose keys all come from one secret of 32 bytes; another purpose, another key. */
export function openEvaluator(seed: Uint8Array): TokenEvaluator {
  const privateKey = (purpose: string) =>
    derivePrivateKey(VOPRF, SUITE, seed, new TextEncoder().encode(purpose), CryptoNoble);
  return {
    publicKey: async (purpose) => hex(generatePublicKey(SUITE, await privateKey(purpose), CryptoNoble)),
    evaluate: async (purpose, blinded) => {
      const server = new VOPRFServer(SUITE, await privateKey(purpose), CryptoNoble);
      const made = await server.blindEvaluate(new EvaluationRequest(blinded.map(point)));
      if (made.proof === undefined) throw new Error('the evaluation has no proof');
      return {
        blinded,
        evaluated: made.evaluated.map((element) => hex(element.serialize(true))),
        proof: hex(made.proof.serialize()),
      };
    },
  };
}

/**
 * Makes the tokens of references by the evaluator: it blinds them, has them evaluated, checks the
 * proof against the published key and takes the blinding off.
 * @returns the token of each reference, and what the centre checks
 * @throws when the proof does not hold: the agency names nobody then
 */
export async function tokensOf(
  refs: readonly string[],
  { purpose, publicKey }: TokenPurpose,
  evaluator: Pick<TokenEvaluator, 'evaluate'>,
): Promise<{ tokens: ReadonlyMap<string, string>; evaluated: Evaluated }> {
  const client = new VOPRFClient(SUITE, Buffer.from(publicKey, 'hex'), CryptoNoble);
  const [secrets, request] = await client.blind(refs.map((ref) => new TextEncoder().encode(ref)));
  const evaluated = await evaluator.evaluate(
    purpose,
    request.blinded.map((element) => hex(element.serialize(true))),
  );
  const proof = DLEQProof.deserialize(client.group.id, Buffer.from(evaluated.proof, 'hex'), CryptoNoble);
  const made = await client.finalize(secrets, new Evaluation(VOPRF, evaluated.evaluated.map(point), proof));
  return { tokens: new Map(refs.map((ref, place) => [ref, hex(made[place] ?? new Uint8Array())])), evaluated };
}

/** An answer of an agency, whose entries may name persons. */
type Answer = Readonly<Record<string, unknown>>;

/**
 * Puts tokens in the place of the references of an answer, and adds what the centre checks. When
 * there is no evaluator, or its proof does not hold, the answer names nobody; what else it says stands.
 */
export async function withTokens(
  answer: Answer,
  asked: TokenPurpose,
  evaluator: TokenEvaluator | null,
): Promise<Answer> {
  const refs = [...new Set(entriesOf(answer).flatMap(({ personRef }) => personRef ?? []))];
  if (refs.length === 0) return answer;
  try {
    if (evaluator === null) return renamed(answer, () => undefined);
    const { tokens, evaluated } = await tokensOf(refs, asked, evaluator);
    return { ...renamed(answer, (ref) => tokens.get(ref)), tokenEvaluation: evaluated };
  } catch {
    return renamed(answer, () => undefined);
  }
}

interface Entry {
  readonly personRef?: string;
}

function entriesOf(answer: Answer): readonly Entry[] {
  return Object.values(answer).filter(Array.isArray).flat() as Entry[];
}

function renamed(answer: Answer, nameOf: (ref: string) => string | undefined): Answer {
  const rename = ({ personRef, ...entry }: Entry) => {
    const name = personRef === undefined ? undefined : nameOf(personRef);
    return name === undefined ? entry : { ...entry, personRef: name };
  };
  return Object.fromEntries(
    Object.entries(answer).map(([name, value]) => [name, Array.isArray(value) ? value.map(rename) : value]),
  );
}

function point(text: string) {
  return Oprf.getGroup(SUITE, CryptoNoble).desElt(Buffer.from(text, 'hex'));
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}
