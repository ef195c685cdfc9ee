// @ts-check
// Where freight may go: the provinces as marketplaces list them, and anywhere else. Their names are `region_…` messages.
export const REGIONS = [
  "beijing", "tianjin", "hebei", "shanxi", "neimenggu", "liaoning", "jilin", "heilongjiang", "shanghai", "jiangsu", "zhejiang", "anhui",
  "fujian", "jiangxi", "shandong", "henan", "hubei", "hunan", "guangdong", "guangxi", "hainan", "chongqing", "sichuan", "guizhou",
  "yunnan", "xizang", "shaanxi", "gansu", "qinghai", "ningxia", "xinjiang", "hongkong", "macau", "taiwan", "abroad",
];
