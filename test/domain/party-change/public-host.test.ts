import { isPublicHost } from '../../../src/domain/party-change/public-host.js';

describe('an address at which a party may be called', () => {
  it.each<[string, boolean]>([
    ['https://rangap.bank.co.th', true],
    ['https://new.bank.test/rangap', true],
    ['https://8.8.8.8', true],
    ['https://[2606:4700::1111]', true],
    ['http://169.254.169.254/latest', false],
    ['http://metadata.google.internal', false],
    ['http://127.0.0.1:8080', false],
    ['http://2130706433', false],
    ['http://0x7f.1', false],
    ['http://localhost', false],
    ['http://a.localhost.', false],
    ['http://db', false],
    ['http://10.0.0.4', false],
    ['http://172.16.0.1', false],
    ['http://172.32.0.1', true],
    ['http://192.168.1.1', false],
    ['http://100.64.0.1', false],
    ['http://0.0.0.0', false],
    ['http://224.0.0.1', false],
    ['http://[::1]', false],
    ['http://[::ffff:127.0.0.1]', false],
    ['http://[fd00::1]', false],
    ['http://[fe80::1]', false],
    ['http://[2002:7f00:1::]', false],
  ])('%s: %s', (address, isPublic) => {
    expect(isPublicHost(new URL(address).hostname)).toBe(isPublic);
  });
});
