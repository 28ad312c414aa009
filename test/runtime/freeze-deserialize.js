console.log(order);
