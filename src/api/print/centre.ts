/** The centre, as a document of it begins. */
export const CENTRE = 'ศูนย์ปฏิบัติการแก้ไขปัญหาอาชญากรรมออนไลน์ AOC 1441';
