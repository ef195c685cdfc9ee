"""Listings of no real factory, the same on every machine: enough of them for several files of each kind."""

import json
import random

GOODS = ["陶瓷勺子", "马丁靴", "保温杯", "纯棉T恤", "收纳盒", "台灯", "双肩包", "硅胶刮刀"]
STYLES = ["北欧风", "家用", "加厚", "复古", "定制", "便携", "ins风", "大容量", "防滑", "儿童"]
ENGLISH = ["ceramic spoon", "leather boots", "vacuum flask", "cotton T-shirt", "storage box", "desk lamp", "backpack"]
WORDS = ["Nordic", "thick", "retro", "custom logo", "portable", "non-slip", "kids", "large", "wholesale", "new"]


def write(path, count, demo):
    """Writes so many listings, one in ten of them a later or an earlier word on another, then those of a file."""
    random.seed(20)
    with open(path, "w", encoding="utf-8") as out:
        for number in range(count):
            again = number > 10 and random.random() < 0.1
            out.write(json.dumps(listing(random.randrange(number) if again else number), ensure_ascii=False) + "\n")
        with open(demo, encoding="utf-8") as lines:
            out.writelines(lines)


def listing(number):
    if random.random() < 0.6:
        title = "".join(random.sample(STYLES, 3)) + random.choice(GOODS) + f" {random.randint(5, 60)}cm"
    else:
        title = " ".join(random.sample(WORDS, 3)) + f" {random.choice(ENGLISH)} {random.randint(2, 20)} pcs"
    price = random.randint(100, 9000)
    return {
        "platform": "made",
        "id": str(900000 + number),
        "title": f"{title} M-{number % 5000}",
        "currency": "CNY",
        "tiers": [{"from": 2, "price": f"{price / 100:.2f}"}, {"from": 100, "price": f"{price / 125:.2f}"}],
        "moq": 2,
        "attributes": {"材质": random.choice(["陶瓷", "棉", "不锈钢"]), "货号": f"M-{number % 5000}"},
        "seen_at": f"2026-{random.randint(1, 11):02}-{random.randint(1, 28):02}T08:00:00Z",
    }
