/** The centre by its name in section 8/5, as a document of it begins. */
export const CENTRE = 'ศูนย์ปฏิบัติการเพื่อป้องกันและปราบปรามอาชญากรรมทางเทคโนโลยี (ศปอท.) AOC 1441';
