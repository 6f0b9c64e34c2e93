import { contentDigest, matchesContentDigest } from '../../src/signing/content-digest.js';
import { isSignedBy, signBase } from '../../src/signing/ed25519.js';
import { collectHeaders } from '../../src/signing/headers.js';
import { loadPrivateKey, loadPublicKey } from '../../src/signing/keys.js';
import { buildSignatureBase, parseSignatureBase } from '../../src/signing/signature-base.js';

/** RFC 9421 appendix B.1.4. */
const PUBLIC = { kty: 'OKP', crv: 'Ed25519', x: 'JrQLj5P_89iXES9-vFgrIy29clF9CC_oPPsw3c5D0bs' };
const PRIVATE = { ...PUBLIC, d: 'n4Ni-HpISpVObnQMW0wOhCKROaIKqKtW_2ZYb2p9KcU' };

describe('RFC 9421 appendix B.2.6, a request signed with ed25519', () => {
  const covered = ['"date"', '"@method"', '"@path"', '"@authority"', '"content-type"', '"content-length"'];
  const params = `(${covered.join(' ')});created=1618884473;keyid="test-key-ed25519"`;
  const signature = 'wqcAqbmYJ2ji2glfAMaRy4gruYYnx2nEFN2HN6jrnDnQCK1u02Gb04v9EDgwUPiu4A0w6vuQv5lIp5WPpBKRCw==';
  const base = [
    '"date": Tue, 20 Apr 2021 02:07:55 GMT',
    '"@method": POST',
    '"@path": /foo',
    '"@authority": example.com',
    '"content-type": application/json',
    '"content-length": 18',
    `"@signature-params": ${params}`,
  ].join('\n');
  const headers = collectHeaders({
    Host: 'example.com',
    Date: 'Tue, 20 Apr 2021 02:07:55 GMT',
    'Content-Type': 'application/json',
    'Content-Length': '18',
  });

  it('gives the signature base of the standard', () => {
    const url = new URL('https://example.com/foo?param=Value&Pet=dog');
    expect(buildSignatureBase(covered, params, { method: 'POST', url, headers })).toBe(base);
  });

  it('gives and accepts the signature of the standard', () => {
    expect(signBase(base, loadPrivateKey(PRIVATE)).toString('base64')).toBe(signature);
    expect(isSignedBy(base, signature, loadPublicKey(PUBLIC))).toBe(true);
    expect(isSignedBy(`${base} `, signature, loadPublicKey(PUBLIC))).toBe(false);
  });

  it('is read back from its base', () => {
    const parsed = parseSignatureBase(base);
    expect(parsed?.values.get('"@path"')).toBe('/foo');
    expect(parsed?.input.components).toEqual(covered);
    expect(parsed?.input.params.get('created')).toBe(1_618_884_473);
  });
});

describe('RFC 9530, content-digest', () => {
  it('gives the digests of the standard', () => {
    expect(contentDigest(Buffer.from('{"hello": "world"}\n'))).toBe(
      'sha-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=:',
    );
    expect(contentDigest(Buffer.alloc(0))).toBe('sha-256=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=:');
  });

  it('matches its own body only', () => {
    const header = contentDigest(Buffer.from('a'));
    expect(matchesContentDigest(header, Buffer.from('a'))).toBe(true);
    expect(matchesContentDigest(header, Buffer.from('b'))).toBe(false);
    expect(matchesContentDigest(header.replace('sha-256', 'SHA-256'), Buffer.from('a'))).toBe(false);
  });
});
