/** A simulated party that `npm start` enrols. The names are real, its messages are made up. */
export interface DemoParty {
  readonly slug: string;
  readonly kind: 'agency' | 'institution';
  readonly institutionKind?: 'bank' | 'wallet' | 'digital_asset';
  readonly bankCode?: string;
  readonly nameEn: string;
  readonly nameTh: string;
  /** The lengths of its account numbers. */
  readonly accountDigits?: readonly number[];
}

/** The parties of the embedded world, in the order of their ports. */
export const DEMO_PARTIES: readonly DemoParty[] = [
  agency('mdes', 'Ministry of Digital Economy and Society', 'กระทรวงดิจิทัลเพื่อเศรษฐกิจและสังคม'),
  agency('ccib', 'Cyber Crime Investigation Bureau', 'กองบัญชาการตำรวจสืบสวนสอบสวนอาชญากรรมทางเทคโนโลยี'),
  agency('dsi', 'Department of Special Investigation', 'กรมสอบสวนคดีพิเศษ'),
  agency('amlo', 'Anti-Money Laundering Office', 'สำนักงานป้องกันและปราบปรามการฟอกเงิน'),
  agency('bot', 'Bank of Thailand', 'ธนาคารแห่งประเทศไทย'),
  agency(
    'nbtc',
    'National Broadcasting and Telecommunications Commission',
    'สำนักงานคณะกรรมการกิจการกระจายเสียง กิจการโทรทัศน์ และกิจการโทรคมนาคมแห่งชาติ',
  ),
  agency('sec', 'Securities and Exchange Commission', 'สำนักงานคณะกรรมการกำกับหลักทรัพย์และตลาดหลักทรัพย์'),
  bank('002', 'Bangkok Bank', 'ธนาคารกรุงเทพ'),
  bank('004', 'Kasikornbank', 'ธนาคารกสิกรไทย'),
  bank('006', 'Krungthai Bank', 'ธนาคารกรุงไทย'),
  bank('014', 'Siam Commercial Bank', 'ธนาคารไทยพาณิชย์'),
  {
    slug: 'wallet-x',
    kind: 'institution',
    institutionKind: 'wallet',
    nameEn: 'Wallet X (made up)',
    nameTh: 'วอลเล็ตเอ็กซ์ (สมมติ)',
    accountDigits: [10, 15],
  },
  {
    slug: 'asset-x',
    kind: 'institution',
    institutionKind: 'digital_asset',
    nameEn: 'Asset X, digital-asset operator (made up)',
    nameTh: 'ผู้ประกอบธุรกิจสินทรัพย์ดิจิทัลเอ็กซ์ (สมมติ)',
    accountDigits: [12],
  },
];

function agency(slug: string, nameEn: string, nameTh: string): DemoParty {
  return { slug, kind: 'agency', nameEn, nameTh };
}

function bank(bankCode: string, nameEn: string, nameTh: string): DemoParty {
  return {
    slug: `th-${bankCode}`,
    kind: 'institution',
    institutionKind: 'bank',
    bankCode,
    nameEn,
    nameTh,
    accountDigits: [10],
  };
}
