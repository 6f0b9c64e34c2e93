import { isSignedBy, signBase } from '../../src/signing/ed25519.js';
import { generateSigningKey, loadPrivateKey, loadPublicKey } from '../../src/signing/keys.js';

const pair = generateSigningKey('aoc.2026-1');

/** Returns a point of small order as a public JWK, from the hexadecimal form of its encoding. */
function pointJwk(hex: string): { kty: string; crv: string; x: string } {
  return { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(hex, 'hex').toString('base64url') };
}

describe('signing keys', () => {
  it('survive as JWKs and fit each other', () => {
    const { privateJwk, publicJwk } = JSON.parse(JSON.stringify(pair)) as typeof pair;
    const signature = signBase('text', loadPrivateKey(privateJwk)).toString('base64');
    expect(isSignedBy('text', signature, loadPublicKey(publicJwk))).toBe(true);
    expect(isSignedBy('other', signature, loadPublicKey(publicJwk))).toBe(false);
  });

  it('publish no private part', () => {
    expect(Object.keys(pair.publicJwk).sort()).toEqual(['crv', 'kid', 'kty', 'use', 'x']);
    expect(pair.publicJwk.kid).toBe('aoc.2026-1');
  });

  it('are new each time', () => {
    expect(generateSigningKey('k').publicJwk.x).not.toBe(generateSigningKey('k').publicJwk.x);
  });

  it.each(['', 'a b', 'a/b', 'a"b', 'a'.repeat(129)])('have no id like %j', (keyId) => {
    expect(() => generateSigningKey(keyId)).toThrow('a key id has');
  });

  it('are refused when the wrong half is given', () => {
    expect(() => loadPublicKey(pair.privateJwk)).toThrow('a private key was given');
    expect(() => loadPrivateKey(pair.publicJwk)).toThrow('no private part');
  });

  it('are refused when the two halves are of different keys', () => {
    const mixed = { ...pair.privateJwk, x: generateSigningKey('k').publicJwk.x };
    expect(() => loadPrivateKey(mixed)).toThrow('does not belong');
  });

  it.each([
    ['another type', { kty: 'EC' }],
    ['another curve', { crv: 'X25519' }],
    ['no public value', { x: undefined }],
    ['a short public value', { x: 'AAAA' }],
    ['a second spelling of the public value', { x: `${pair.publicJwk.x}=` }],
  ])('are refused with %s', (_what, change) => {
    expect(() => loadPublicKey({ ...pair.publicJwk, ...change })).toThrow('not an Ed25519');
  });

  it.each([
    '01' + '00'.repeat(31),
    '01' + '00'.repeat(30) + '80',
    '00'.repeat(32),
    '00'.repeat(31) + '80',
    'ec' + 'ff'.repeat(30) + '7f',
    'ec' + 'ff'.repeat(31),
    '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
    '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85',
    'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
    'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa',
    'ed' + 'ff'.repeat(30) + '7f',
    'ee' + 'ff'.repeat(31),
  ])('are refused at the point of small order %s', (hex) => {
    expect(() => loadPublicKey(pointJwk(hex))).toThrow('small order');
  });
});
