/* Words of safety contests that a browser's segmenter tears apart, longer ones first: no line breaks inside them.
 * A word that breaks badly on the screen is added here.
 */
const WORDS = `
  电动自行车 上一年度 液化气瓶 未成年人 百分之几 发电机 安全处 居委会 村委会 业委会 居民楼
  宿舍楼 幼儿园 快递员 打火机 报警器 插线板 液化气 消防车 消防法 燃气味 燃气灶 电动车 电暖器
  身份证 铁栏杆 门牌号 验证码 充电器 取暖器 热水器 老年人 营业额 营业员 原装 压把 反诈 外卖
  家属 心肺 扫码 打钱 按压 挂断 时段 来电 楼道 灭火 火场 火情 火警 灶具 燃气 胸外 过热
  转账 锅盖 门窗 限速 骗子 充电 烟头 客服 网游 鼻血
`;

/* A short quotation or title is one word too. */
export const KEPT = new RegExp(`(“[^”]{1,5}”|《[^》]{1,5}》|${WORDS.trim().split(/\s+/).join('|')})`, 'u');
