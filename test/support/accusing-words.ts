/**
 * The kinds of sentence that hold something against the person whose account it is, by the words
 * that each of them cannot do without, in both languages. A text with one of these words speaks of
 * guilt, suspicion or evidence, whatever else it says.
 */
const ACCUSATIONS: Readonly<Record<string, RegExp>> = {
  'says that there is suspicion': /สงสัย|suspect|suspicio/i,
  'says that there is evidence': /พยานหลักฐาน|evidence|reason to believe|proof against/i,
  'speaks of a crime': /อาชญากรรม|ความผิด|ฉ้อโกง|หลอก|ทุจริต|ฟอกเงิน|\bcrimes?\b|fraud|scam|launder|stolen/i,
  'calls the account a mule': /บัญชีม้า|ม้า\s|\bmules?\b/i,
  'says that a warrant or an inquiry stands': /หมายอายัด|ระหว่างสอบสวน|warrant|during the inquiry/i,
  'says that it was taken from a victim': /ผู้เสียหาย|เหยื่อ|victim/i,
};

/** The name of the decree names what it is about; it is no sentence about anybody. */
const NAME_OF_THE_DECREE =
  /พ\.ร\.ก\. มาตรการป้องกันและปราบปรามอาชญากรรมทางเทคโนโลยี|Emergency Decree on Measures for the Prevention and Suppression of Technology Crime/g;

/** Returns what a text holds against the person whose account it is, by kind of sentence. */
export function accusationsIn(text: string): string[] {
  const said = text.replace(NAME_OF_THE_DECREE, '');
  return Object.entries(ACCUSATIONS).flatMap(([kind, words]) => (words.test(said) ? [kind] : []));
}
