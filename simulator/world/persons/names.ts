import type { Random } from '../random.js';

/** A name as it is written in Thai, and in Latin letters by different hands. */
export interface PersonName {
  thai: string;
  latin: string;
}

/** Common given and family names, each with spellings that different registers use. */
const GIVEN: readonly (readonly [string, ...string[]])[] = [
  ['สมชาย', 'Somchai', 'Somchay', 'Somshai'],
  ['สมศักดิ์', 'Somsak', 'Somsakdi'],
  ['สมหญิง', 'Somying', 'Somyhing'],
  ['ประเสริฐ', 'Prasert', 'Prasoet'],
  ['วิชัย', 'Wichai', 'Vichai'],
  ['สุดา', 'Suda', 'Sudah'],
  ['มาลี', 'Malee', 'Mali'],
  ['วรรณา', 'Wanna', 'Vanna'],
  ['นภา', 'Napa', 'Nabha'],
  ['อนันต์', 'Anan', 'Anant'],
  ['ธนกร', 'Thanakorn', 'Tanakorn'],
  ['กิตติ', 'Kitti', 'Kitty'],
  ['พิมพ์', 'Pim', 'Phim'],
  ['ชลธิชา', 'Chonticha', 'Cholthicha'],
  ['ณัฐพล', 'Nattapon', 'Nuttapol', 'Natthaphon'],
  ['รัตนา', 'Rattana', 'Ratana'],
];
const FAMILY: readonly (readonly [string, ...string[]])[] = [
  ['แสงทอง', 'Saengthong', 'Sangtong'],
  ['ใจดี', 'Jaidee', 'Chaidi'],
  ['ศรีสุข', 'Srisuk', 'Sisuk'],
  ['บุญมี', 'Boonmee', 'Bunmi'],
  ['ทองดี', 'Thongdee', 'Tongdi'],
  ['แก้วมณี', 'Kaewmanee', 'Kaeomani'],
  ['สุขใจ', 'Sukjai', 'Sukchai'],
  ['วงศ์ใหญ่', 'Wongyai', 'Vongyai'],
  ['พรหมมา', 'Promma', 'Phromma'],
  ['จันทร์เพ็ญ', 'Chanpen', 'Janpen'],
  ['อินทร์แก้ว', 'Inkaew', 'Inthakaeo'],
  ['ชัยวัฒน์', 'Chaiwat', 'Chaivat'],
];

/** Draws a given name for a member of a family. A few names are very common, so some people have the same. */
export function drawName(family: number, random: Random): PersonName {
  const [given, ...givenSpellings] = common(GIVEN, random.next());
  const [surname, ...familySpellings] = common(FAMILY, family);
  return {
    thai: `${given} ${surname}`,
    latin: `${random.pick(givenSpellings)} ${random.pick(familySpellings)}`,
  };
}

/** Returns a name of a list by a number of 0 to 1; the first are the commonest. */
function common(names: readonly (readonly [string, ...string[]])[], place: number): readonly [string, ...string[]] {
  return names[Math.floor(names.length * place ** 1.4)] ?? ['', ''];
}
