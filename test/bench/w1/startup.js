/* What an application does once the libraries are there: it sets them up. */
Handlebars.registerHelper('day', function (time) {
    return moment.utc(time).format('dddd, MMMM Do YYYY');
});
Handlebars.registerHelper('title', _.startCase);
