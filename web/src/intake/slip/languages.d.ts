/** A language of the slip reader: the address of its file (web/vite.config.ts). */
declare module '*.traineddata.gz' {
  const url: string;
  export default url;
}
