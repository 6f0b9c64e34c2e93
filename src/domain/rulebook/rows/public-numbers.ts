/**
 * Telephone numbers of public hotlines and of banks' call centres, as they are commonly published:
 * the first entries of the list of protected numbers (P-EV5), which two persons keep from then on.
 */
export const PUBLIC_NUMBERS: readonly string[] = [
  '1441', // AOC
  '191', // police emergencies
  '1599', // Royal Thai Police
  '1155', // tourist police
  '1193', // highway police
  '1195', // crime suppression
  '1669', // medical emergencies
  '1646', // medical emergencies in Bangkok
  '199', // fire
  '1784', // disaster prevention
  '1323', // mental health
  '1422', // disease control
  '1330', // health security
  '1506', // social security
  '1300', // social assistance
  '1111', // government centre
  '1567', // Damrongdhama
  '1166', // consumer protection
  '1200', // NBTC
  '1202', // DSI
  '1207', // SEC
  '1212', // ETDA
  '1213', // Bank of Thailand
  '1710', // AMLO
  '1333', // Bangkok Bank
  '1428', // ttb
  '1572', // Krungsri
  '+6628888888', // KBank
  '+6627777777', // SCB
  '+6621111111', // Krungthai
  '+6626455555', // Bangkok Bank
];
