export default async function init(o){ await (await o.module_or_path).arrayBuffer(); }
const listing={platform:'1688',id:'1',url:'https://detail.1688.com/offer/1.html',title:'景德镇陶瓷汤勺 16.5cm 长柄勺子 家用调羹 厂家批发',images:['https://cbu01.alicdn.com/img/ibank/O1CN01abcdef_!!1-0-cib.jpg'],currency:'CNY',unit:'件',moq:3,
 supplier:{name:'景德镇市昌江区瑞和陶瓷厂',place:'江西景德镇',belt:'景德镇陶瓷',years:9,repurchase_rate:.5583,flags:['源头工厂','深度验厂','一件代发']},dispatch:'48小时发货',services:['退货包运费'],seen_at:'2026-11-20T10:00:00Z'};
const verdict={state:'match',key:'k1',retail:{currency:'CNY',per_piece:'8.80',total:'8.80',quantity:1,kind:'coupon'},best:0,matches:[
 {listing,pack:'sample',probability:.985,class:'same',reasons:[{code:'same_photo',sign:'+',text:'同一张照片'},{code:'size',sign:'+',text:'16.5 cm'},{code:'t',sign:'+',text:'标题 82%'},{code:'c',sign:'-',text:'4 件套 ≠ 5 件套'}],
  landed:{currency:'CNY',unit_price:'2.30',quantity:3,goods:'6.90',freight:'2.40',total:'9.30',per_piece:'3.10',tier_from:1,moq:3},converted:{currency:'CNY',per_piece:'3.10',total:'9.30'},saving:{amount:'5.70',percent:64.8},worth:true},
 {listing:{...listing,id:'2',moq:1,title:'陶瓷勺子 日式 16cm 汤匙',supplier:{name:'潮州某某陶瓷',place:'广东潮州'}},pack:'sample',probability:.62,class:'similar',reasons:[{code:'t',sign:'+',text:'标题 61%'}],
  landed:{currency:'CNY',unit_price:'2.90',quantity:1,goods:'2.90',from_price:false,total:'2.90',per_piece:'2.90',tier_from:1,moq:1},saving:{amount:'5.90',percent:67},worth:true}]};
class Query{constructor(i,m){this.i=i;this.m=m}needs(){return []}picture(){}missing(){}add_offers(){this.m='match'}verdict(){
 if(this.m==='none')return{state:'none',key:'k1',retail:verdict.retail,best:undefined,matches:[]};
 const v=structuredClone(verdict);
 if(this.m==='dearer'){v.matches[0].saving={amount:'-2.20',percent:-25};v.matches[0].worth=false;v.matches.length=1}
 if(this.m==='similar'){v.best=0;v.matches.shift()}
 return v}free(){}}
export class Engine{add_pack(name,f){return{name,listings:60,pictures:120}}
probes(url){const list=url.includes('list');return{site:'x',anchor:['[class*="priceText--"]','.price'],card:url.includes('list')?{card:'.card',price:[]}:undefined,watch:['.title','[class*="priceText--"]','.price'],mode:new URL(url).searchParams.get('m')}}
read(s){ if(s.cards) return {page:{kind:'cards',cards:s.cards.map(t=>({kind:'item',title:t,price:{min:'1',max:'1',kind:'sale'}}))},health:{},anchors:s.cards.map((_,i)=>i)}; return{page:{kind:'item',url:s.url,title:s.title,price:s.price?{currency:'CNY',min:s.price,max:s.price,kind:'sale'}:undefined,images:s.images,m:s.m},health:{}}}
source_links(){return[{platform:'1688',by:'picture',url:'https://s.1688.com/youyuan/index.htm?tab=imageSearch&imageAddress=x'}]}
begin(item){return new Query(item,item.m)}}
