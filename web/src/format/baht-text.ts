const DIGITS = ['', 'หนึ่ง', 'สอง', 'สาม', 'สี่', 'ห้า', 'หก', 'เจ็ด', 'แปด', 'เก้า'];
const PLACES = ['', 'สิบ', 'ร้อย', 'พัน', 'หมื่น', 'แสน'];
const MILLION = 1_000_000n;

/** Writes satang (a decimal string) in Thai words, as it is read back: `หนึ่งร้อยเอ็ดบาทถ้วน`. */
export function bahtText(satang: string): string {
  const [baht, rest] = [BigInt(satang) / 100n, BigInt(satang) % 100n];
  const whole = baht === 0n && rest > 0n ? '' : `${baht === 0n ? 'ศูนย์' : numberText(baht)}บาท`;
  return rest === 0n ? `${whole}ถ้วน` : `${whole}${numberText(rest)}สตางค์`;
}

function numberText(value: bigint): string {
  if (value >= MILLION) return `${numberText(value / MILLION)}ล้าน${below(value % MILLION, true)}`;
  return below(value, false);
}

/** Writes a number below a million; `isTail`: more stands before it, so that a last 1 is เอ็ด. */
function below(value: bigint, isTail: boolean): string {
  const digits = [...String(value)].map(Number);
  return digits
    .map((digit, index) => {
      const place = digits.length - 1 - index;
      if (digit === 0) return '';
      if (place === 0 && digit === 1 && (isTail || digits.length > 1)) return 'เอ็ด';
      if (place === 1 && digit === 1) return 'สิบ';
      if (place === 1 && digit === 2) return 'ยี่สิบ';
      return `${DIGITS[digit]}${PLACES[place]}`;
    })
    .join('');
}
