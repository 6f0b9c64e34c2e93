/**
 * SQL of whether suspicions of institutions alone let a hold `h` stand (`restsOnInstitutions`), so that
 * its own institution may lift it: no officer gave a notice about it.
 */
export const OWN_SUSPICION = `(h.kind = 'section6'
  AND EXISTS (SELECT 1 FROM hold_notice hn WHERE hn.hold_id = h.id)
  AND NOT EXISTS (SELECT 1 FROM hold_notice hn JOIN notice x ON x.id = hn.notice_id WHERE hn.hold_id = h.id AND x.kind = 'officer.notice'))`;
