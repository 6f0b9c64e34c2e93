// What the public page shows in its picture and in its stories: the figures of a busy month, all made
// up. One bank and one span have too few to be shown.

const bank = (institution, nameTh, nameEn, figures) => {
  const [held = null, timeToHoldP50Seconds = null, timeToHoldP90Seconds = null] = figures ?? [];
  const suppressed = figures === undefined;
  return { institution, nameTh, nameEn, suppressed, held, timeToHoldP50Seconds, timeToHoldP90Seconds };
};

const span = (fromMinutes, toMinutes, figures) => {
  const [cases = null, stolenSatang = null, savedSatang = null] = figures ?? [];
  return { fromMinutes, toMinutes, suppressed: figures === undefined, cases, stolenSatang, savedSatang };
};

const PUBLISHED = {
  month: '2026-10',
  from: '2026-09-30T17:00:00.000Z',
  to: '2026-10-31T17:00:00.000Z',
  ruleRowId: 'th/P-PUBLIC/2025-04-13',
  leastCount: 5,
  moneyStepSatang: '100000',
  timeToHold: [
    bank('th-004', 'ธนาคารกสิกรไทย', 'Kasikornbank', [1_204, 180, 540]),
    bank('th-014', 'ธนาคารไทยพาณิชย์', 'Siam Commercial Bank', [988, 180, 660]),
    bank('th-025', 'ธนาคารกรุงศรีอยุธยา', 'Bank of Ayudhya', [377, 240, 720]),
    bank('th-002', 'ธนาคารกรุงเทพ', 'Bangkok Bank', [864, 240, 960]),
    bank('th-006', 'ธนาคารกรุงไทย', 'Krungthai Bank', [912, 300, 1_140]),
    bank('th-030', 'ธนาคารออมสิน', 'Government Savings Bank', [301, 420, 1_860]),
    bank(
      'th-034',
      'ธนาคารเพื่อการเกษตรและสหกรณ์การเกษตร',
      'Bank for Agriculture and Agricultural Cooperatives',
      [253, 540, 2_520],
    ),
    bank('th-071', 'ธนาคารไทยเครดิต', 'Thai Credit Bank'),
  ],
  savedByDelay: [
    span(0, 15, [643, '15000000000', '9500000000']),
    span(15, 60, [1_109, '11000000000', '4030000000']),
    span(60, 360, [702, '7400000000', '1036000000']),
    span(360, 1_440, [388, '4100000000', '246000000']),
    span(1_440, null),
  ],
  wrongfulHolds: { suppressed: false, wrongful: 96, wrongfulHeldP50Seconds: 6_480 },
  releases: { suppressed: false, released: 4_100, releaseP50Seconds: 3, releaseP90Seconds: 62, late: 7 },
};

module.exports = { PUBLISHED };
