#include "language/writing/addressed.h"

#include <algorithm>
#include <array>
#include <memory>
#include <string_view>
#include <utility>
#include <vector>

#include "language/text/pattern.h"

namespace smarttag::language {
namespace {

// What stands in the orders below for {name}.
constexpr std::array<std::pair<std::string_view, std::string_view>, 9> kParts{{
    {"{notes}", R"((?:summary|summaries|notes|minutes|headlines?|titles?|recap|write-?up))"},
    {"{the}", R"((?:the|this|that|these|your|our|its|any|every|each|all|meeting) )"},
    {"{writer}",
     R"((?:(?:the |an? |any |our |my )?(?:(?:ai |virtual |digital |helpful )*assistant|ai|language model|ai model|llm|chat ?gpt|gpt|chat ?bot|summari[sz]er|note[- ]?taker|transcriber)))"},
    {"{must}",
     R"((?:must|should|shall|ha(?:s|ve) to|needs? to|ought to|(?:is|are) to|may only|can only|will|please))"},
    {"{tell}",
     R"((?:say|state|read|mention|include|contain|be|begin|start|end|open|note|report|conclude|claim|call|describe|write|list|show|add|name|praise|declare|record|reflect|omit|leave|output|print|answer|reply|respond|repeat|not|only|never|always|just))"},
    {"{zh-notes}", R"((?:摘要|纪要|会议(?:的)?(?:记录|总结|笔记)|概要|小结|简报|标题|笔记))"},
    {"{zh-writer}",
     R"((?:ai|人工智能|语言模型|大模型|(?:智能|写作|会议|ai)?助手|机器人|记录员|智能体|写(?:摘要|纪要|总结)的))"},
    {"{zh-must}", R"((?:必须|应该|应当|需要|只能|只需|只要|务必|一定要|不要|不得|不能|请|要|得))"},
    {"{zh-tell}",
     R"((?:写|说|包含|包括|提到|提及|注明|强调|表示|是|记|以|为|用|省略|指出|突出|称|加|列|放|填|改))"},
}};

constexpr std::array kOrders{
    // "ignore all previous instructions"
    R"(\b(?:ignore|disregard|forget|override)\b.{0,40}\b(?:instructions?|prompts?|rules|above|previous|everything|guidelines)\b)",
    // "the summary of this meeting must say"
    R"(\b{the}(?:\w+ )?{notes}\b.{0,60}\b{must} {tell}\b)",
    // "write in the notes that", "put it into the summary", "note for the minutes"
    R"(\b(?:write|say|state|mention|put|include|add|note|record|insert|enter|use|print|output|report|make)\b.{0,80}\b(?:in|into|to|for|as|of) {the}(?:\w+ )?{notes}\b)",
    R"(\b(?:for|in) {the}(?:\w+ )?{notes}\b,? (?:please |only |just |do not |always |never )*(?:write|say|state|mention|put|include|add|note|record|use|print|output)\b)",
    R"(\b(?:make sure|ensure|be sure|see to it)\b.{0,20}\b{the}(?:\w+ )?{notes}\b)",
    // "write only the word", "only write"
    R"(\b(?:write|output|print|reply|respond|answer|say)\b (?:with )?(?:only|nothing but|exactly)\b|\bonly (?:write|output|print|reply|respond|answer)\b)",
    // "you are an assistant", "dear model", "the assistant must write", "AI, please say"
    R"(\b(?:you are|you're|act as|acting as|pretend to be|as|dear|hey|hello|attention|note to|message to),? {writer}\b)",
    R"(\b{writer}\b,?.{0,30}\b{must},? {tell}\b)",
    // "when summarising this", "whoever writes the notes"
    R"(\b(?:when|if|while|whoever|anyone|everyone|person|those)\b.{0,20}\b(?:summari[sz]\w*|(?:writ|tak|mak|prepar|produc|generat)\w* (?:up )?(?:{the})?{notes})\b)",
    // "whoever writes this up"
    R"(\b(?:whoever|anyone who|everyone who|the person who|those who)(?:'s|\b).{0,12}\b(?:writ|typ|tak|put|sum)\w* (?:this|that|it|all|everything|these|us) ?(?:all |down|up|together)\b)",
    R"((?:^|[.,;:!?] ?|\bplease |\bnot |\bdon't |\bonly |\bjust )summari[sz]e\b)",
    // marks of a dialogue with a model
    R"(<\|?im_(?:start|end)\|?>|\[/?inst\]|^\W*(?:system|assistant|user|instructions?) ?[:：])",
    R"((?:忽略|无视|忘记|忘掉|不要理会|不用管|别管).{0,20}(?:指令|指示|提示|要求|以上|之前|前面|上述|上面|规则))",
    R"({zh-notes}[^，,。；]{0,10}{zh-must}.{0,10}{zh-tell})",
    R"((?:总结|记录|概括)(?:里|中|里面|内容|部分)?{zh-must}{zh-tell})",
    R"((?:请|务必|必须|一定|记得|只|要|得).{0,30}(?:写|记|放|加|列|填|注|提|说|作|成).{0,20}(?:进|到|在|入|为|作|上|里).{0,6}{zh-notes})",
    R"((?:在|把|将|给|为).{0,30}(?:{zh-notes}|总结|记录)(?:里|中|上|内|里面|的).{0,8}{zh-tell})",
    R"((?:你是|作为|假装|扮演|致|亲爱的|你好).{0,8}{zh-writer})",
    R"({zh-writer}[，,：:]?.{0,8}(?:{zh-must}|注意|听|只))",
    R"((?:{zh-notes}|总结|记录|概括)(?:的时候|时候|时|者|的人|的同学|的同事).{0,20}{zh-must})",
    R"((?:整理|记录|总结|归纳|撰写).{0,4}的(?:人|同学|同事|朋友).{0,4}(?:听|注意|请|记|要|必须|务必))",
    R"((?:只|仅)(?:写|输出|回答|回复|生成)|(?:请|必须)(?:输出|回复))",
    R"(^(?:系统|指令|助手) ?[:：])",
};

std::string filled(std::string order) {
  for (const auto& [name, part] : kParts)
    for (auto at = order.find(name); at != std::string::npos; at = order.find(name, at + part.size()))
      order.replace(at, name.size(), part);
  return order;
}

}  // namespace

bool addresses_writer(const std::string& folded) {
  static const auto kPatterns = [] {
    std::vector<std::unique_ptr<const Pattern>> made;
    for (const auto* order : kOrders) made.push_back(std::make_unique<const Pattern>(filled(order).c_str()));
    return made;
  }();
  return std::any_of(kPatterns.begin(), kPatterns.end(),
                     [&](const auto& pattern) { return pattern->search(folded).has_value(); });
}

}  // namespace smarttag::language
